//! What there is to say about an item that lacks an attribute, or bears one.

use super::Attributes;
use super::borne::Borne;
use super::wanted::Wanted;
use crate::diagnostic::Text;
use crate::facts::TextRange;
use crate::resolve::Def;
use crate::rules::Finding;
use crate::rules::finding::Target;
use crate::source::Span;

impl Attributes<'_> {
    pub(super) fn finding(
        &self,
        def: Def,
        borne: &[Borne],
        lacks: &[&Wanted],
        bears: &[&Wanted],
    ) -> Option<Finding> {
        let names = self.scene.names;
        let path = names.path_of(def);
        let listed = |list: &[&Wanted]| {
            let texts = list.iter().map(|wanted| format!("`{}`", wanted.text));
            texts.collect::<Vec<_>>().join(" and ")
        };
        let (what, label, help) = match (lacks, bears) {
            (lacks, []) => {
                let texts = lacks.iter().map(|wanted| match wanted.text.as_str() {
                    "doc" => "a doc comment".to_owned(),
                    text => format!("`#[{text}]`"),
                });
                let added = texts.collect::<Vec<_>>().join(" and ");
                (
                    format!("lacks {}", listed(lacks)),
                    "not borne",
                    format!("add {added}"),
                )
            }
            ([], bears) => (
                format!("bears {}", listed(bears)),
                "denied here",
                "take it away".to_owned(),
            ),
            (lacks, bears) => (
                format!("lacks {}, and bears {}", listed(lacks), listed(bears)),
                "not as it should be",
                "add the one, and take the other away".to_owned(),
            ),
        };
        let from = match def {
            Def::Module(module) => names.tree.module(module).parent.unwrap_or(module),
            Def::Item(_) => names.module_at(def),
        };
        let place = self.place(def)?;
        let mut finding = Finding::new(place, from, Target::Def(def), format!("`{path}` {what}"));
        label.clone_into(&mut finding.label);
        finding.written = path;
        finding.test = names.is_test(def);
        let first = lacks.first().or(bears.first())?;
        let word = if lacks.is_empty() {
            "denied here"
        } else {
            "required here"
        };
        finding.forbidden_by = Some((first.span, word.to_owned()));
        finding.notes = self.notes(borne, lacks, bears);
        finding.set_help(help);
        Some(finding)
    }

    /// Where what is denied stands, and what is borne in some builds alone.
    fn notes(&self, borne: &[Borne], lacks: &[&Wanted], bears: &[&Wanted]) -> Vec<Text> {
        let names = self.scene.names;
        let mut notes: Vec<Text> = Vec::new();
        let is_one =
            |borne: &Borne, wanted: &Wanted| wanted.parts.iter().any(|part| borne.is(names, part));
        for wanted in lacks {
            if borne
                .iter()
                .any(|borne| borne.conditional && is_one(borne, wanted))
            {
                let text = &wanted.text;
                let note = format!("a `cfg_attr` adds `{text}`, but not in all builds");
                notes.push(note.into());
            }
        }
        for wanted in bears {
            let place = borne.iter().find(|borne| is_one(borne, wanted));
            if let Some(span) = place.and_then(|borne| borne.span) {
                let text = Text::from(format!("it bears `{}` on line ", wanted.text));
                notes.push(text.line(span));
            }
        }
        notes
    }

    /// The name of an item, or the start of a crate.
    fn place(&self, def: Def) -> Option<Span> {
        let names = self.scene.names;
        if let Some(span) = names.span(def) {
            return Some(span);
        }
        match def {
            Def::Item(def) => {
                let (unit, item) = names.home(def);
                let range = names.tree.unit(unit).facts.item(item).range;
                names.tree.blamed(unit, range)
            }
            Def::Module(module) => {
                let (unit, _) = names.tree.module(module).scopes.first()?;
                names.tree.span(*unit, TextRange::default())
            }
        }
    }
}
