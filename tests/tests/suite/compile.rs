//! rustc takes every fixture, apart from those that say why it must not, and it
//! takes what the linter makes of them where it offers to mend them itself.

use std::path::Path;

use layering_tests::{compile, known_broken};

/// Takes minutes the first time: `cargo test -p layering-tests -- --ignored`.
#[test]
#[ignore = "compiles a few hundred workspaces"]
fn every_fixture_compiles() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let filter = std::env::var("FIXTURE").unwrap_or_default();
    let mut fixtures = compile::all_fixtures();
    fixtures.extend(crate::suggestions::mended());
    fixtures.push(crate::measuring::fixture(10));
    fixtures.retain(|fixture| fixture.name.contains(&filter));
    let failed = compile::compile(&fixtures, &folder);
    let mut faults = Vec::new();
    for fixture in &fixtures {
        let fault = failed.iter().find(|(name, _)| *name == fixture.name);
        let outcome = match fault {
            None => Ok(()),
            Some((name, fault)) => Err(format!("{name}:\n{fault}")),
        };
        let name = format!("compile/{}", fixture.name);
        faults.extend(known_broken::settle(&name, outcome).err());
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
