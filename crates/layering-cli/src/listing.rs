//! `graph` and `exports`: what the linter knows, for people and programs.
//!
//! Apart from `check-layering`, because these commands judge nothing: they
//! exit 0 unless something could not be read.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use layering::source::Disk;
use layering::{Export, Listed, ListedReference};
use serde::Serialize;

use crate::args::{ExportsArgs, ExportsFormatArg, GraphArgs};
use crate::output;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct References<'a> {
    schema_version: u32,
    references: &'a [ListedReference],
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Exports<'a> {
    schema_version: u32,
    #[serde(rename = "crate")]
    name: &'a str,
    exports: &'a [Export],
}

/// Lists the references of a workspace.
pub(crate) fn graph(args: &GraphArgs) -> ExitCode {
    let workspace = match layering::workspace::load(args.manifest_path.as_deref()) {
        Ok(workspace) => workspace,
        Err(error) => return output::fail(error, output::INCOMPLETE),
    };
    let listed = layering::references(&Disk, &workspace);
    let text = serde_json::to_string(&References {
        schema_version: 1,
        references: &listed.entries,
    });
    finish(
        text.map(|text| text + "\n").map_err(Into::into),
        args.output.as_deref(),
        &listed,
    )
}

/// Lists the public paths of a crate.
pub(crate) fn exports(args: &ExportsArgs) -> ExitCode {
    let workspace = match layering::workspace::load(args.manifest_path.as_deref()) {
        Ok(workspace) => workspace,
        Err(error) => return output::fail(error, output::INCOMPLETE),
    };
    let listed = match layering::exports(&Disk, &workspace, &args.name) {
        Ok(listed) => listed,
        Err(error) => return output::fail(error, 2),
    };
    let text = match args.format {
        ExportsFormatArg::Human => Ok(lines(&listed.entries)),
        ExportsFormatArg::Json => serde_json::to_string(&Exports {
            schema_version: 1,
            name: crate_of(&listed.entries).unwrap_or(&args.name),
            exports: &listed.entries,
        })
        .map(|text| text + "\n"),
    };
    finish(text.map_err(Into::into), args.output.as_deref(), &listed)
}

/// The crate that the paths start with.
fn crate_of(exports: &[Export]) -> Option<&str> {
    exports.first()?.path.split("::").next()
}

/// One line for each path: `kind path (= definition), used by …`.
fn lines(exports: &[Export]) -> String {
    let mut text = String::new();
    for export in exports {
        let _ = write!(text, "{:<10} {}", export.kind, export.path);
        if export.definition != export.path {
            let _ = write!(text, " = {}", export.definition);
        }
        match export.consumers.as_slice() {
            [] => text += "  (used by no other package)\n",
            consumers => {
                let _ = writeln!(text, "  (used by {})", consumers.join(", "));
            }
        }
    }
    text
}

fn finish<T>(text: anyhow::Result<String>, to: Option<&Path>, listed: &Listed<T>) -> ExitCode {
    let written = text.and_then(|text| match to {
        Some(path) => output::write(path, &text),
        None => output::print(&text),
    });
    match written {
        Ok(()) => output::problems(&listed.report, &listed.sources),
        Err(error) => output::fail(format!("{error:#}"), output::INCOMPLETE),
    }
}
