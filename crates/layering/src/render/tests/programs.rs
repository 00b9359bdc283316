//! Formats for programs: their shape is a promise.

use expect_test::expect;

use super::*;

#[test]
fn json_output_follows_the_schema() {
    let scene = Scene::new();
    let mut report = scene.report();
    report.violations.truncate(1);
    report.finish(&scene.sources);
    scene.check(&report, in_format(Format::Json), &expect![[r#"
        {
          "schema-version": 1,
          "tool": {
            "name": "cargo-layering",
            "version": "0.0.0"
          },
          "complete": true,
          "summary": {
            "packages": 2,
            "crates": 5,
            "files": 14,
            "lines": 1204,
            "references": 321,
            "unresolved": 1,
            "errors": 1,
            "warnings": 0,
            "baselined": 0,
            "unread": 0
          },
          "rules": [
            {
              "id": "through-contract",
              "kind": "gateway",
              "status": "broken",
              "violations": 2,
              "checked": 1070
            },
            {
              "id": "cloud-is-shared",
              "kind": "gateway",
              "status": "kept",
              "violations": 0,
              "checked": 1070
            },
            {
              "id": "server-only",
              "kind": "gateway",
              "status": "kept",
              "violations": 0,
              "checked": 1070
            }
          ],
          "violations": [
            {
              "rule": "through-contract",
              "kind": "gateway",
              "severity": "error",
              "message": "`pika_cloud::AgentStartupPhase` is reached around `managed_runtime_contract`",
              "file": "crates/pika-server/src/admin.rs",
              "line": 3,
              "column": 36,
              "end-line": 3,
              "end-column": 53,
              "from": "pika_server::admin",
              "to": "pika_cloud::AgentStartupPhase",
              "written": "pika_cloud::AgentStartupPhase",
              "route": [
                "pika_cloud"
              ],
              "test": false,
              "chain": [
                {
                  "from": "pika_server::admin",
                  "to": "pika_cloud",
                  "file": "crates/pika-server/src/admin.rs",
                  "line": 3
                }
              ],
              "because": "server modules import managed-runtime types from one place",
              "help": null,
              "suggestion": {
                "replacement": "crate::managed_runtime_contract::AgentStartupPhase",
                "applicability": "MachineApplicable"
              },
              "fingerprint": "fe7cd16918ceac5f"
            }
          ],
          "unresolved": [
            {
              "file": "crates/pika-server/src/admin.rs",
              "line": 1,
              "path": "crate::managed_runtime_contract::VmState",
              "reason": "no `VmState` in `pika_server::managed_runtime_contract`"
            }
          ],
          "problems": [
            {
              "level": "note",
              "message": "1 package is left out: `crates/vendored`",
              "file": null,
              "line": null
            }
          ]
        }
    "#]]);
}

#[test]
fn json_output_holds_problems_with_their_help() {
    let scene = Scene::new();
    scene.check(
        &scene.broken(),
        in_format(Format::Json),
        &expect![[r#"
            {
              "schema-version": 1,
              "tool": {
                "name": "cargo-layering",
                "version": "0.0.0"
              },
              "complete": false,
              "summary": {
                "packages": 0,
                "crates": 0,
                "files": 0,
                "lines": 0,
                "references": 0,
                "unresolved": 0,
                "errors": 0,
                "warnings": 0,
                "baselined": 0,
                "unread": 0
              },
              "rules": [],
              "violations": [],
              "unresolved": [],
              "problems": [
                {
                  "level": "warning",
                  "message": "`crates/a/src/gone.rs` is missing under `cfg(windows)`",
                  "file": null,
                  "line": null
                },
                {
                  "level": "error",
                  "message": "unknown key `through`\nhelp: did you mean `of`?",
                  "file": "layering.toml",
                  "line": 4
                }
              ]
            }
        "#]],
    );
}

#[test]
fn fingerprints_survive_moved_lines() {
    let scene = Scene::new();
    let mut moved = Scene::new();
    moved.sources = SourceMap::new(Path::new("/space"));
    moved
        .sources
        .add(Path::new("elsewhere.rs"), format!("\n\n{ADMIN}"));
    moved.sources.add(Path::new("layering.toml"), RULES);

    let fingerprints = |scene: &Scene| {
        let text = render(&scene.report(), &scene.sources, &in_format(Format::Json));
        let json: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        let violations = json["violations"].as_array().cloned().unwrap_or_default();
        violations
            .iter()
            .map(|one| one["fingerprint"].to_string())
            .collect::<Vec<_>>()
    };
    let before = fingerprints(&scene);
    assert_eq!(before.len(), 2);
    assert_ne!(before[0], before[1]);
    assert_eq!(before, fingerprints(&moved));
}
