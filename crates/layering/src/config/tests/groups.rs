//! Groups, and the lists that use them.

use expect_test::expect;

use super::*;

#[test]
fn an_entry_keeps_its_place_inside_the_group() {
    let text =
        "version = 1\n[groups]\ng = ['a::b']\n[[rule]]\nid = 'x'\nkind = 'exports'\nof = '@g'";
    let (sources, file) = source(text);
    let (config, mut problems) = parse(file, text, &KINDS);
    let options: Option<Exports> = config.rules[0].options(&mut problems);
    let list = config.selectors(&options.expect("they are valid").of, &mut problems);
    assert_eq!(sources.text(list.include[0].span), "'a::b'");
    assert_eq!(sources.text(config.rules[0].span), "[[rule]]");
}

#[test]
fn groups() {
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = ['@server', '!@x']\n[groups]\nserver-only = 'a'",
        expect![[r#"
            5:7 '@server': unknown group `@server`
                | unknown group
                = did you mean `@server-only`?
                ~ "@server-only"
            5:18 '!@x': unknown group `!@x`
                | unknown group
                = expected `!@server-only`
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = '@srvr-only'\n[groups]\nserver-only = 'a'",
        expect![[r#"
            5:6 '@srvr-only': unknown group `@srvr-only`
                | unknown group
                = did you mean `@server-only`?
                ~ "@server-only"
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = '@a'\n[groups]\na = ['x', '@b']\nb = '@c'\nc = ['@b', 'y']",
        expect![[r#"
            9:6 '@b': the group `b` contains itself
                | leads back to `b`
                = the cycle is `b`, `c`, `b`
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = '@a'\n[groups]\na = ['@a', '@a']",
        expect![[r#"
            7:6 '@a': the group `a` contains itself
                | leads back to `a`
            7:12 '@a': the group `a` contains itself
                | leads back to `a`
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = ['x', '!@a']\n[groups]\na = ['@b']\nb = ['y', '!z']\nc = 'unused'\nd = '@c'",
        expect![[r#"
            9:1 c: no rule uses the group `c`
                | unused group
                = remove it, or use it as `"@c"`
            10:1 d: no rule uses the group `d`
                | unused group
                = remove it, or use it as `"@d"`
            5:12 '!@a': `!@a` takes away a group that takes away itself
                | taken away here
                | takes away inside the group at 8:11 '!z'
                = move what it takes away to the lists that use the group
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = '@a'\n[groups]\na = ['x y', 1]\n'b c' = 3",
        expect![[r#"
            7:13 1: invalid value for `a` in `[groups]`
                | invalid type: integer `1`, expected a string
            8:1 'b c': `b c` cannot be the name of a group
                | expected letters, digits, `-`, `_` and `.`
            8:1 'b c': no rule uses the group `b c`
                | unused group
                = remove it, or use it as `"@b c"`
            8:9 3: invalid value for `b c` in `[groups]`
                | invalid type: integer `3`, expected a selector or a list of selectors
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'nope'\nof = '@a'\n[groups]\na = ['@nope', 'x::', 'y']",
        expect![[r#"
            4:8 'nope': unknown kind of rule `nope`
                | unknown kind of rule
                = expected `gateway` or `exports`
            7:6 '@nope': unknown group `@nope`
                | unknown group
                = expected `@a`
            7:15 'x::': invalid selector `x::`
                | a name is missing beside `::`
        "#]],
    );
}

#[test]
fn a_selector_over_several_lines_is_shown_on_one() {
    let text =
        "version = 1\n[[rule]]\nid = 'x'\nkind = 'exports'\nof = \"\"\"a::{\n  b,\n  c,\n}\"\"\"";
    let (_, file) = source(text);
    let (config, mut problems) = parse(file, text, &KINDS);
    let options = use_options(&config, &mut problems);
    assert_eq!(problems, []);
    expect![[r#"
        rule x (exports)
          false None []
          path a::{ b, c, }
    "#]]
    .assert_eq(&options);
}

#[test]
fn lists_of_selectors() {
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = ['!a', '!b']",
        expect![[r#"
            5:7 '!a': a list that only takes away selects nothing
                | taken away from nothing
                = add what to take it away from, as `**`
        "#]],
    );
    check_rule("id = 'r'\nkind = 'exports'\nof = []", expect![[""]]);
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = ['a::{b', '', '!', '! a', '!!a', '@', 'a`b']",
        expect![[r#"
            5:7 'a::{b': invalid selector `a::{b`
                | `{` is never closed
            5:16 '': invalid selector ``
                | an empty selector
                = name a crate, or a path in it
            5:20 '!': invalid selector `!`
                | an empty selector
                = name a crate, or a path in it
            5:25 '! a': invalid selector `! a`
                | unexpected whitespace
            5:32 '!!a': invalid selector `!!a`
                | unexpected `!`
                = a selector is a path of names, with `*`, `**` and `{a, b}`
            5:44 'a`b': invalid selector `a'b`
                | unexpected ```
                = a selector is a path of names, with `*`, `**` and `{a, b}`
            5:39 '@': unknown group `@`
                | unknown group
        "#]],
    );
    check_rule(
        "id = 'r'\nkind = 'exports'\nof = ['a-b', '**', '0a', '{b, c}', 'lib:a-b', 'a-b::c']",
        expect![[r#"
            5:7 'a-b': invalid selector `a-b`
                | not the name of an item
                = an entry without `::` is a name; a path goes on behind its crate, as `name::**`
            5:14 '**': invalid selector `**`
                | not the name of an item
                = an entry without `::` is a name; a path goes on behind its crate, as `name::**`
            5:20 '0a': invalid selector `0a`
                | not the name of an item
                = an entry without `::` is a name; a path goes on behind its crate, as `name::**`
        "#]],
    );
}
