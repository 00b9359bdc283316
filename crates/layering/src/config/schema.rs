//! The JSON schema of `layering.toml`, from the types that it is decoded into.
//!
//! Separate from decoding, which reports more than a schema can say: this is
//! for editors, which complete keys and show their documentation.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::document::{TopLevel, VERSION, Workspace};
use super::list::Selectors;
use super::rule::{Exception, IGNORE, Shared};

/// What the schema has to know of a kind of rule.
pub struct KindSchema {
    /// The word behind `kind`.
    pub name: &'static str,
    /// What a rule of it says, in a sentence.
    pub sentence: String,
    /// The schema of its options: an object.
    pub options: Schema,
}

/// The schema of the whole file, given its kinds of rule.
pub fn schema(kinds: impl FnOnce(&mut SchemaGenerator) -> Vec<KindSchema>) -> Value {
    let mut generator = SchemaSettings::draft07().into_generator();
    let kinds = kinds(&mut generator);
    let rules: Vec<Value> = kinds
        .iter()
        .map(|kind| rule(&mut generator, kind))
        .collect();
    let mut properties = properties(&TopLevel::json_schema(&mut generator));
    properties["version"]["const"] = json!(VERSION);
    let mut workspace = object(&Workspace::json_schema(&mut generator));
    workspace.insert("additionalProperties".to_owned(), json!(false));
    properties.insert("workspace".to_owned(), Value::Object(workspace));
    properties.insert(
        "groups".to_owned(),
        json!({
            "description": "Names for lists of selectors, used as \"@name\".",
            "type": "object",
            "additionalProperties": generator.subschema_for::<Selectors>(),
        }),
    );
    properties.insert(
        "rule".to_owned(),
        json!({
            "description": "What the workspace keeps true.",
            "type": "array",
            "minItems": 1,
            "items": { "oneOf": rules },
        }),
    );
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "layering.toml",
        "description": "Rules for the architecture of a Cargo workspace.",
        "type": "object",
        "properties": properties,
        "required": ["version", "rule"],
        "additionalProperties": false,
        "definitions": generator.take_definitions(true),
    })
}

/// A rule of one kind: the keys that all rules share, and its own.
fn rule(generator: &mut SchemaGenerator, kind: &KindSchema) -> Value {
    let mut all = properties(&Shared::json_schema(generator));
    all["kind"] = json!({ "const": kind.name, "description": kind.sentence });
    let mut exception = object(&Exception::json_schema(generator));
    exception.insert("additionalProperties".to_owned(), json!(false));
    exception.insert(
        "anyOf".to_owned(),
        json!([{ "required": ["from"] }, { "required": ["to"] }]),
    );
    all.insert(
        IGNORE.to_owned(),
        json!({ "description": "Exceptions.", "type": "array", "items": exception }),
    );
    all.extend(properties(&kind.options));
    let own = kind.options.get("required").and_then(Value::as_array);
    let required: Vec<Value> = [json!("id"), json!("kind")]
        .into_iter()
        .chain(own.into_iter().flatten().cloned())
        .collect();
    json!({
        "title": kind.name,
        "description": kind.sentence,
        "type": "object",
        "properties": all,
        "required": required,
        "additionalProperties": false,
    })
}

fn object(schema: &Schema) -> Map<String, Value> {
    schema.as_object().cloned().unwrap_or_default()
}

fn properties(schema: &Schema) -> Map<String, Value> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.cloned().unwrap_or_default()
}
