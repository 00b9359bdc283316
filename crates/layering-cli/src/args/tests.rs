//! Command lines, and what they come to.

use super::*;

fn parse(line: &str) -> Result<Command, clap::Error> {
    Command::parse(line.split_whitespace().map(OsString::from))
}

fn check(line: &str) -> CheckArgs {
    match parse(line).expect("the line is well formed") {
        Command::Check(args) => args,
        other => panic!("{line} is {other:?}"),
    }
}

#[test]
fn the_definition_is_consistent() {
    CommandLine::command().debug_assert();
}

#[test]
fn both_fronts_come_to_the_same_command() {
    let lines = [
        "target/xtask/xtask check-layering --staged",
        "xtask check --staged",
        "/bin/cargo-layering layering check --staged",
        "cargo-layering.exe check-layering --staged",
    ];
    for line in lines {
        assert!(check(line).staged, "{line}");
    }
}

#[test]
fn a_check_asks_for_little_by_default() {
    let args = check("xtask check-layering");
    assert_eq!(args.manifest_path, None);
    assert_eq!(args.config, None);
    assert!(args.rules.is_empty() && !args.staged);
    assert_eq!(
        (args.format, args.color),
        (FormatArg::Human, ColorArg::Auto)
    );
    assert_eq!(args.verbosity(), Verbosity::Normal);
}

#[test]
fn rules_may_be_repeated() {
    let args = check("xtask check --rule a --rule=b --format json -v --output out.json");
    assert_eq!(args.rules, ["a", "b"]);
    assert_eq!(args.format, FormatArg::Json);
    assert_eq!(args.output.as_deref(), Some(Path::new("out.json")));
    assert_eq!(args.verbosity(), Verbosity::Verbose);
}

#[test]
fn wrong_arguments_exit_with_2_and_help_with_0() {
    let code = |line| parse(line).expect_err(line).exit_code();
    assert_eq!(code("xtask check --fromat json"), 2);
    assert_eq!(code("xtask check -q -v"), 2);
    assert_eq!(code("xtask check --staged --update-baseline"), 2);
    assert_eq!(code("xtask check --staged --prune-baseline"), 2);
    assert_eq!(code("xtask check --prune-baseline --update-baseline"), 2);
    assert_eq!(code("cargo-layering layering chekc"), 2);
    assert_eq!(code("xtask"), 2);
    assert_eq!(code("xtask why app::a"), 2);
    assert_eq!(code("cargo-layering layering --help"), 0);
    assert_eq!(code("xtask check-layering --help"), 0);
    assert_eq!(code("cargo-layering --version"), 0);
}

#[test]
fn usage_names_the_front() {
    let shown = |line| parse(line).expect_err(line).to_string();
    assert!(shown("cargo-layering layering --help").contains("Usage: cargo layering <COMMAND>"));
    assert!(shown("xtask check --help").contains("Usage: cargo xtask check-layering [OPTIONS]"));
    assert!(shown("xtask check --rul a").contains("'--rule'"));
}
