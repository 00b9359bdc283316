//! The file as a whole, its top level, and hostile input.

use expect_test::expect;

use super::*;

const DESIGN: &str = r#"#:schema ./schema.json
version = 1
unresolved = "deny"

[workspace]
exclude = ["crates/vendored"]

[groups]
server-only = ["ManagedRuntimeStatus", "VmBackup*", "@more", "!VmBackupKind"]
more = "pika_cloud::Extra"
paths = ["a::b", "c"]

[[rule]]
id = "cloud-exports-no-server-only-type"
kind = "exports"
of = "pika_cloud"
deny = ["@server-only", "X", "!@more"]
consumers = 2
signatures = true
dep-kinds = ["normal"]
because = "pika-cloud holds only what several crates share"

[[rule]]
id = "managed-runtime-through-contract"
kind = "gateway"
items = ["pika_cloud::{AgentProvisionRequest, AgentStartupPhase}", "@paths", "!@paths"]
through = "pika_server::managed_runtime_contract"
within = "pika_server"
help = "import it from there"
severity = "warning"
tests = "exclude"
allow-empty = true
ignore = [{ from = "pika_server::old", to = ["@paths"], because = "goes away in May" }]
"#;

#[test]
fn reads_a_whole_file() {
    let (_, file) = source(DESIGN);
    let (config, mut problems) = parse(file, DESIGN, &KINDS);
    let options = use_options(&config, &mut problems);
    assert_eq!(problems, []);
    expect![[r#"
        rule cloud-exports-no-server-only-type (exports)
          true Some(2) [Normal]
          name pika_cloud
          name ManagedRuntimeStatus, name VmBackup*, path pika_cloud::Extra, name X without name VmBackupKind, path pika_cloud::Extra
        rule managed-runtime-through-contract (gateway)
          pika_cloud::{AgentProvisionRequest, AgentStartupPhase}, a::b, c without a::b, c
          pika_server::managed_runtime_contract
          pika_server
          nothing
    "#]].assert_eq(&options);

    assert_eq!(config.exclude[0].value, "crates/vendored");
    assert_eq!(config.unresolved, UnresolvedPolicy::Deny);
    let [exports, gateway] = config.rules.as_slice() else {
        panic!("expected two rules, found {}", config.rules.len());
    };
    assert_eq!(
        (exports.severity, exports.tests),
        (Level::Error, Tests::Include)
    );
    assert!(exports.because.is_some() && !exports.allow_empty);
    assert_eq!(
        (gateway.severity, gateway.tests),
        (Level::Warning, Tests::Exclude)
    );
    assert!(gateway.help.is_some() && gateway.allow_empty);
    let [ignore] = gateway.ignore.as_slice() else {
        panic!("expected one exception, found {}", gateway.ignore.len());
    };
    assert_eq!(ignore.because, "goes away in May");
    assert_eq!(ignore.from.as_ref().map(|from| from.include.len()), Some(1));
    assert_eq!(ignore.to.as_ref().map(|to| to.include.len()), Some(2));
}

#[test]
fn syntax_errors_come_all_at_once_and_alone() {
    check(
        "version = 1\nid = \"x\n[[rule]\nkind = gateway\n",
        expect![[r#"
            2:8 : invalid TOML: invalid basic string, expected `"`
            3:8 : invalid TOML: unclosed array table, expected `]`
        "#]],
    );
    check(
        "a = [[[[",
        expect![[r#"
            1:9 : invalid TOML: unclosed array, expected `]`
        "#]],
    );
    check(
        "[groups]\na = 'x'\na = 'y'\n",
        expect![[r#"
            3:1 a: invalid TOML: duplicate key
        "#]],
    );
}

#[test]
fn the_top_level() {
    check(
        "",
        expect![[r#"
            1:1 : no rule: nothing would be checked
                | no `[[rule]]` in this file
            1:1 : missing key `version`
                | `version` is missing
                = write `version = 1` at the top
        "#]],
    );
    check(
        "version = 1\nrule = []",
        expect![[r#"
            1:1 : no rule: nothing would be checked
                | no `[[rule]]` in this file
        "#]],
    );
    check_rest(
        "exclude = []\nversoin = 1\ngroup = {}",
        expect![[r#"
            2:1 exclude: unknown key `exclude`
                | unknown key
                = expected one of `version`, `unresolved`, `groups`, `rule`, `workspace`
            3:1 versoin: unknown key `versoin`
                | unknown key
                = did you mean `version`?
                ~ version
            4:1 group: unknown key `group`
                | unknown key
                = did you mean `groups`?
                ~ groups
        "#]],
    );
    check(
        "version = 2\nrule = 3\n",
        expect![[r#"
            1:11 2: unsupported version `2`
                | this tool reads version 1
            2:8 3: `rule` is not a list of tables
                | expected a list of tables
                = start each one with `[[rule]]`
        "#]],
    );
    check(
        "version = '1'\n[rule]\nid = 'a'\nkind = 'exports'\nof = 'a'",
        expect![[r#"
            1:11 '1': invalid value for `version`
                | invalid type: string "1", expected i64
            2:1 [rule]: `rule` is not a list of tables
                | expected a list of tables
                = start each one with `[[rule]]`
        "#]],
    );
    check(
        "version = 1\nrule = [1, {id = 'a', kind = 'exports', of = 'a'}]",
        expect![[r#"
            2:9 1: `rule` is not a list of tables
                | expected a table
                = start each one with `[[rule]]`
        "#]],
    );
    check_rest(
        "workspace = 1\ngroups = 1979-05-27",
        expect![[r#"
            2:13 1: `workspace` is not a table
                | expected a table
            3:10 1979-05-27: `groups` is not a table
                | expected a table
        "#]],
    );
}

#[test]
fn the_workspace_table() {
    check_rest(
        "[workspace]\nexlude = []\nunresolved = 'denied'",
        expect![[r#"
            3:1 exlude: unknown key `exlude` in `[workspace]`
                | unknown key
                = did you mean `exclude`?
                ~ exclude
            4:14 'denied': unknown value `denied` for `unresolved` in `[workspace]`
                | unknown value
                = expected `report` or `deny`
        "#]],
    );
    check_rest(
        "[workspace]\nexclude = 'a'",
        expect![[r#"
            3:11 'a': invalid value for `exclude` in `[workspace]`
                | invalid type: string "a", expected a sequence
        "#]],
    );
    check_rest(
        "[workspace]\nexclude = [1, 2]",
        expect![[r#"
            3:12 1: invalid value for `exclude` in `[workspace]`
                | invalid type: integer `1`, expected a string
        "#]],
    );
    check_rest(
        "unresolved = 'deny'\n[workspace]\nunresolved = 'report'",
        expect![[r#"
            4:14 'report': `unresolved` is given twice
                | given again here
                | first given here at 2:14 'deny'
        "#]],
    );
}

#[test]
fn a_byte_order_mark_and_carriage_returns_move_nothing() {
    check(
        "\u{feff}version = 1\r\nvresion = 1\r\n",
        expect![[r#"
            1:1 : no rule: nothing would be checked
                | no `[[rule]]` in this file
            2:1 vresion: unknown key `vresion`
                | unknown key
                = did you mean `version`?
                ~ version
        "#]],
    );
}

#[test]
fn nothing_panics_and_nothing_takes_long() {
    let chain: String = (0..20_000)
        .map(|n| format!("g{n} = '@g{}'\n", n + 1))
        .collect();
    let doubling: String = (0..60)
        .map(|n| format!("g{n} = ['@g{0}', '@g{0}']\n", n + 1))
        .collect();
    let rule = "[[rule]]\nid = 'a'\nkind = 'exports'\nof = ['@g0', '!@g0']\n";
    for text in [
        format!("[groups]\n{chain}{rule}"),
        format!("[groups]\n{chain}g20000 = '@g0'\n{rule}"),
        format!("[groups]\n{doubling}g60 = 'a'\n{rule}"),
        format!("[groups]\ng0 = '{}'\n{rule}", "{a,b}".repeat(100_000)),
        format!("[groups]\ng0 = '{}'\n{rule}", "{".repeat(100_000)),
        format!("x = {}", "[".repeat(100_000)),
        format!("{} = 1", "é".repeat(100_000)),
    ] {
        problems(&text);
    }
    // Every prefix of a valid file, which cuts strings, tables and characters.
    for end in (0..DESIGN.len()).filter(|end| DESIGN.is_char_boundary(*end)) {
        problems(&DESIGN[..end]);
    }
}
