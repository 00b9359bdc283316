//! rustc takes every fixture, apart from those that say why it must not, and it
//! takes what the linter makes of them where it offers to mend them itself.

use std::path::Path;

use layering_tests::compile;

/// Takes minutes the first time: `cargo test -p layering-tests -- --ignored`.
#[test]
#[ignore = "compiles a few hundred workspaces"]
fn every_fixture_compiles() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let filter = std::env::var("FIXTURE").unwrap_or_default();
    let mut fixtures = compile::all_fixtures();
    fixtures.extend(crate::suggestions::mended());
    fixtures.retain(|fixture| fixture.name.contains(&filter));
    let failed = compile::compile(&fixtures, &folder);
    let shown: Vec<String> = failed
        .iter()
        .map(|(name, fault)| format!("{name}:\n{fault}"))
        .collect();
    assert!(failed.is_empty(), "\n{}", shown.join("\n"));
}
