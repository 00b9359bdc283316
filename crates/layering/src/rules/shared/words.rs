//! What there is to say about an item that too few use: who does, and where
//! it could go.

use super::Export;
use super::uses::{Use, Uses};
use crate::diagnostic::Text;
use crate::resolve::Def;
use crate::rules::Scene;
use crate::workspace::PackageId;

/// How many items of a module are listed by name.
const MANY: usize = 8;

pub(super) fn headline(scene: &Scene<'_>, export: &Export, uses: &Uses) -> String {
    let path = scene.names.path_of(export.def);
    let users = uses.of(export.def).keys();
    let users: Vec<String> = users.map(|user| quoted(package(scene, *user))).collect();
    match users.split_last() {
        None => format!("`{path}` is shared, but no other package uses it"),
        Some((only, [])) => format!("`{path}` is shared, but only {only} uses it"),
        Some((last, others)) => {
            let others = others.join(", ");
            format!("`{path}` is shared, but only {others} and {last} use it")
        }
    }
}

pub(super) fn notes(
    scene: &Scene<'_>,
    exports: &[Export],
    export: &Export,
    uses: &Uses,
) -> Vec<Text> {
    let names = scene.names;
    let mut notes: Vec<Text> = Vec::new();
    if let Def::Module(_) = export.def {
        let inside = exports.iter().filter(|other| {
            !matches!(other.def, Def::Module(_))
                && names.ancestors(other.def).any(|def| def == export.def)
        });
        let inside: Vec<String> = inside
            .map(|other| quoted(names.name_of(other.def)))
            .collect();
        let listed = inside
            .iter()
            .take(MANY)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        let note = match inside.len().checked_sub(MANY) {
            None | Some(0) => format!("it holds {listed}"),
            Some(more) => format!("it holds {listed}, and {more} more"),
        };
        notes.push(note.into());
    }
    let of_users = uses.of(export.def).iter();
    notes.extend(of_users.map(|(user, this)| note(scene, *user, this)));
    if let Some(module) = uses.own.get(&export.def) {
        let module = names.module_path(*module);
        notes.push(format!("`{module}` uses it as well").into());
    }
    notes
}

fn note(scene: &Scene<'_>, user: PackageId, this: &Use) -> Text {
    let user = package(scene, user);
    let test = if this.test {
        ", in test code alone"
    } else {
        ""
    };
    match this.shown_by {
        Some(by) => format!("`{by}` shows it to `{user}`", by = scene.names.path_of(by)).into(),
        None => {
            let text = Text::from(format!("`{user}` uses it at "));
            text.place(this.first).words(test)
        }
    }
}

pub(super) fn help(scene: &Scene<'_>, export: &Export, uses: &Uses) -> String {
    let names = scene.names;
    let mut users = uses.of(export.def).iter();
    match (users.next(), users.next()) {
        (None, _) if uses.own.contains_key(&export.def) => {
            "make it private to its crate".to_owned()
        }
        (None, _) => "remove it, or make it private to its crate".to_owned(),
        (Some((user, this)), None) => {
            let place = this.within.filter(|_| this.shown_by.is_none());
            let place = place.map(|module| names.module_path(module));
            let place = place.unwrap_or_else(|| package(scene, *user).to_owned());
            format!("move it to `{place}`")
        }
        _ => "move it to a package that only these share".to_owned(),
    }
}

fn package<'s>(scene: &Scene<'s>, id: PackageId) -> &'s str {
    &scene.names.workspace.package(id).name
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}
