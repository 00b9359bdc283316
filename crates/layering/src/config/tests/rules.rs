//! The `[[rule]]` tables.

use expect_test::expect;

use super::*;

#[test]
fn the_keys_that_rules_share() {
    check_rule(
        "",
        expect![[r#"
            2:1 [[rule]]: missing key `id` in a rule
                | `id` is missing
            2:1 [[rule]]: missing key `kind` in a rule
                | `kind` is missing
        "#]],
    );
    check_rule(
        "id = 'a'\nknid = 'exports'",
        expect![[r#"
            2:1 [[rule]]: missing key `kind` in rule `a`
                | `kind` is missing
            4:1 knid: unknown key `knid` in rule `a`
                | unknown key
                = did you mean `kind`?
                ~ kind
        "#]],
    );
    check_rule(
        "id = 'a'\nkind = 'gatway'\nof = 'a'",
        expect![[r#"
            4:8 'gatway': unknown kind of rule `gatway`
                | unknown kind of rule
                = did you mean `gateway`?
                ~ "gateway"
        "#]],
    );
    check_rule(
        "id = 'a'\nkind = 'zzz'",
        expect![[r#"
            4:8 'zzz': unknown kind of rule `zzz`
                | unknown kind of rule
                = expected `gateway` or `exports`
        "#]],
    );
    check_rule(
        "id = 'a b'\nkind = 'exports'\nof = 'a'",
        expect![[r#"
            3:6 'a b': `a b` cannot be the id of a rule
                | expected letters, digits, `-`, `_` and `.`
        "#]],
    );
    check_rule(
        "id = ''\nkind = 3\nof = 'a'",
        expect![[r#"
            3:6 '': `` cannot be the id of a rule
                | expected letters, digits, `-`, `_` and `.`
            4:8 3: invalid value for `kind` in a rule
                | invalid type: integer `3`, expected a string
        "#]],
    );
    check_rule(
        "kind = 'exports'\nof = 'a'\nbecuase = ''",
        expect![[r#"
            2:1 [[rule]]: missing key `id` in a rule
                | `id` is missing
            5:1 becuase: unknown key `becuase` in a rule
                | unknown key
                = did you mean `because`?
                ~ because
        "#]],
    );
    check_rule(
        "id = 'a'\nkind = 'exports'\nof = 'a'\nseverity = 'warn'\ntests = 'exlude'\nallow-empty = 'yes'\nbecause = 1",
        expect![[r#"
            6:12 'warn': unknown value `warn` for `severity` in rule `a`
                | unknown value
                = did you mean `warning`?
                ~ "warning"
            7:9 'exlude': unknown value `exlude` for `tests` in rule `a`
                | unknown value
                = did you mean `exclude`?
                ~ "exclude"
            8:15 'yes': invalid value for `allow-empty` in rule `a`
                | invalid type: string "yes", expected a boolean
            9:11 1: invalid value for `because` in rule `a`
                | invalid type: integer `1`, expected a string
        "#]],
    );
    check_rest(
        "[[rule]]\nid = 'sound'\nkind = 'exports'\nof = 'b'",
        expect![[r#"
            7:6 'sound': two rules have the id `sound`
                | used again here
                | first used here at 3:6 'sound'
        "#]],
    );
}

#[test]
fn the_options_of_a_kind() {
    check_rule(
        "id = 'r'\nkind = 'gateway'\nthrought = 'a'\nitem = 'b'\nxyz = 1",
        expect![[r#"
            6:1 item: unknown key `item` in rule `r`
                | unknown key
                = did you mean `items`?
                ~ items
            5:1 throught: unknown key `throught` in rule `r`
                | unknown key
                = did you mean `through`?
                ~ through
            7:1 xyz: unknown key `xyz` in rule `r`
                | unknown key
                = expected one of `items`, `through`, `within`, `except`, `id`, `kind`, `because`, `help`, `severity`, `tests`, `allow-empty`, `ignore`
            2:1 [[rule]]: missing key `items` in rule `r`
                | `items` is missing
            2:1 [[rule]]: missing key `through` in rule `r`
                | `through` is missing
            2:1 [[rule]]: missing key `within` in rule `r`
                | `within` is missing
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'gateway'\nthrough = 1\nitems = ['a', 1]\nwithin = [['a']]",
        expect![[r#"
            6:15 1: invalid value for `items` in rule `r`
                | invalid type: integer `1`, expected a string
            5:11 1: invalid value for `through` in rule `r`
                | invalid type: integer `1`, expected a selector or a list of selectors
            7:11 ['a']: invalid value for `within` in rule `r`
                | invalid type: sequence, expected a string
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = 'a'\nsignatures = 'yes'\nconsumers = -1\ndep-kinds = ['normal', 'biuld']",
        expect![[r#"
            7:13 -1: invalid value for `consumers` in rule `r`
                | invalid value: integer `-1`, expected u32
            8:24 'biuld': unknown value `biuld` for `dep-kinds` in rule `r`
                | unknown value
                = did you mean `build`?
                ~ "build"
            6:14 'yes': invalid value for `signatures` in rule `r`
                | invalid type: string "yes", expected a boolean
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = 07:32:00\ndep-kinds = 'normal'",
        expect![[r#"
            6:13 'normal': invalid value for `dep-kinds` in rule `r`
                | invalid type: string "normal", expected a sequence
            5:6 07:32:00: invalid value for `of` in rule `r`
                | invalid type: map, expected a selector or a list of selectors
        "#]],
    );
}

#[test]
fn exceptions() {
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = 'a'\nignore = [{}, {from = 'a', becuase = 'x'}, {to = 3, because = ' '}, 4]",
        expect![[r#"
            6:11 {}: missing key `because` in `ignore` of rule `r`
                | `because` is missing
            6:11 {}: an exception needs a `from` or a `to`
                | would excuse everything
            6:15 {from = 'a', becuase = 'x'}: missing key `because` in `ignore` of rule `r`
                | `because` is missing
            6:28 becuase: unknown key `becuase` in `ignore` of rule `r`
                | unknown key
                = did you mean `because`?
                ~ because
            6:50 3: invalid value for `to` in `ignore` of rule `r`
                | invalid type: integer `3`, expected a selector or a list of selectors
            6:63 ' ': an exception needs a reason
                | says nothing
            6:69 4: `ignore` in rule `r` is not a list of tables
                | expected a table
                = start each one with `[[rule.ignore]]`
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = 'a'\nignore = {to = 'a::', because = 'x'}",
        expect![[r#"
            6:10 {to = 'a::', because = 'x'}: `ignore` in rule `r` is not a list of tables
                | expected a list of tables
                = start each one with `[[rule.ignore]]`
            6:16 'a::': invalid selector `a::`
                | a name is missing beside `::`
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = 'a'\nignore = ['a']",
        expect![[r#"
            6:11 'a': `ignore` in rule `r` is not a list of tables
                | expected a table
                = start each one with `[[rule.ignore]]`
        "#]],
    );
}

#[test]
fn exceptions_can_be_tables_of_their_own() {
    let text = "version = 1\n[[rule]]\nid = 'r'\nkind = 'exports'\nof = 'a'\n\
                [[rule.ignore]]\nto = 'a::b'\nbecause = 'x'\n[[rule.ignore]]\nfrom = []\nbecause = 'y'";
    let (sources, file) = source(text);
    let (config, problems) = parse(file, text, &KINDS);
    assert_eq!(problems, []);
    let [first, second] = config.rules[0].ignore.as_slice() else {
        panic!("expected two exceptions");
    };
    assert_eq!(sources.text(first.span), "[[rule.ignore]]");
    assert_eq!((first.from.is_some(), first.to.is_some()), (false, true));
    let from = second.from.as_ref().expect("it is written");
    assert_eq!((from.include.len(), from.exclude.len()), (0, 0));
    assert_eq!(from.span.map(|span| sources.text(span)), Some("[]"));
}

#[test]
fn options_may_check_themselves() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Either {
        deny: Option<String>,
        allow: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(try_from = "Either")]
    struct Checked;

    impl TryFrom<Either> for Checked {
        type Error = &'static str;

        fn try_from(either: Either) -> Result<Self, Self::Error> {
            match (either.deny, either.allow) {
                (Some(_), None) | (None, Some(_)) => Ok(Checked),
                _ => Err("either `deny` or `allow` is needed"),
            }
        }
    }

    let text = "version = 1\n[[rule]]\nid = 'r'\nkind = 'exports'\ndenny = 'a'";
    let (_, file) = source(text);
    let (config, mut problems) = parse(file, text, &KINDS);
    assert!(config.rules[0].options::<Checked>(&mut problems).is_none());
    let headlines: Vec<_> = problems.iter().map(|problem| &problem.headline).collect();
    assert_eq!(
        headlines,
        [
            "unknown key `denny` in rule `r`",
            "either `deny` or `allow` is needed in rule `r`",
        ]
    );
}
