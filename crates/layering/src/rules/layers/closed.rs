//! Which layers are closed: the `closed` option, as it is written and as it is
//! meant.
//!
//! Apart from the layers themselves because it names them as they are written,
//! not by what they select.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use toml::Spanned;

use crate::config::{Config, Selectors};
use crate::diagnostic::Diagnostic;
use crate::rules::select::most_similar;

/// `true`, one layer, or a list of layers.
#[derive(Default)]
pub(super) struct Closed {
    all: bool,
    these: Vec<Spanned<String>>,
}

impl Closed {
    /// Whether each layer is closed. A name that is none of the layers is a
    /// problem.
    pub(super) fn of(
        &self,
        layers: &[Selectors],
        config: &Config<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<bool> {
        let texts = |layer: &Selectors| -> Vec<String> {
            let written = layer.written().iter();
            written.map(|entry| squeezed(entry.get_ref())).collect()
        };
        let layers: Vec<Vec<String>> = layers.iter().map(texts).collect();
        let mut closed = vec![self.all; layers.len()];
        for entry in &self.these {
            let wanted = squeezed(entry.get_ref());
            match layers.iter().position(|layer| layer.contains(&wanted)) {
                Some(index) => closed[index] = true,
                None => {
                    let entry = config.locate(entry.clone());
                    let problem = Diagnostic::error(format!("there is no layer `{wanted}`"))
                        .at(entry.span, "not one of `layers`");
                    let all = layers.iter().flatten().cloned();
                    problems.push(match most_similar(&wanted, all) {
                        Some(nearest) => problem.with_help(format!("did you mean `{nearest}`?")),
                        None => problem.with_help("write it as in `layers`"),
                    });
                }
            }
        }
        closed
    }
}

/// A selector, however it is spaced.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<'de> Deserialize<'de> for Closed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Spanned::<Written>::deserialize(deserializer)?;
        let span = written.span();
        Ok(match written.into_inner() {
            Written::All(all) => Closed {
                all,
                these: Vec::new(),
            },
            Written::One(layer) => Closed {
                all: false,
                these: vec![Spanned::new(span, layer)],
            },
            Written::Many(these) => Closed { all: false, these },
        })
    }
}

/// Serde's untagged enums would lose the spans inside.
enum Written {
    All(bool),
    One(String),
    Many(Vec<Spanned<String>>),
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shapes;

        impl<'de> Visitor<'de> for Shapes {
            type Value = Written;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, a layer, or a list of layers")
            }

            fn visit_bool<E: Error>(self, all: bool) -> Result<Written, E> {
                Ok(Written::All(all))
            }

            fn visit_str<E: Error>(self, layer: &str) -> Result<Written, E> {
                Ok(Written::One(layer.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Written, A::Error> {
                let mut layers = Vec::new();
                while let Some(layer) = list.next_element()? {
                    layers.push(layer);
                }
                Ok(Written::Many(layers))
            }
        }

        deserializer.deserialize_any(Shapes)
    }
}

impl JsonSchema for Closed {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Closed")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "boolean" },
                { "type": "string" },
                { "type": "array", "items": { "type": "string" } },
            ],
        })
    }
}
