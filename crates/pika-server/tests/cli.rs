//! The binary from outside: its answers, its messages and its exit codes, which
//! scripts rely on and no unit test sees.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn pika_server(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pika-server"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A run which fails on its arguments may close its input before it is
    // written, so that is no failure of the test.
    let _ = child
        .stdin
        .take()
        .expect("stdin is piped")
        .write_all(input.as_bytes());
    child.wait_with_output().expect("the binary ends")
}

fn answer(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("the answer is JSON")
}

fn failure(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

#[test]
fn plan_reads_a_request_from_standard_input() {
    let request = r#"{ "endpoint": "https://incus.example:8443", "project": "agents" }"#;
    for args in [
        &["plan", "--agent-id", "a1"][..],
        &["plan", "--agent-id", "a1", "-"],
    ] {
        let plan = answer(&pika_server(args, request));
        assert_eq!(plan["provider"], "incus");
        assert_eq!(plan["endpoint"], "https://incus.example:8443");
        assert_eq!(plan["runtime"]["project"], "agents");
        assert_eq!(plan["runtime"]["instance"], "agent-a1");
    }
}

#[test]
fn labels_reads_a_status_from_a_file() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("status.json");
    let status = json!({
        "id": "vm-7",
        "guest_ready": true,
        "launch_auth": { "vm_id": "vm-7", "gateway_auth_token": "s3cret" },
    });
    fs::write(&file, status.to_string()).expect("the file is written");
    let path = file.to_str().expect("the path is UTF-8");
    assert_eq!(
        answer(&pika_server(&["labels", path], "")),
        json!({
            "id": "vm-7",
            "admin": {
                "phase": "ready",
                "backup": "unavailable: backup status is not known",
            },
            "customer": {
                "phase": "Your agent is ready",
                "backup": "Backup status is unknown right now",
                "can_launch": true,
                "launch": "Open OpenClaw",
            },
        })
    );
}

#[test]
fn bad_input_exits_1_and_says_what_is_wrong() {
    for (args, input, reason) in [
        (
            &["plan", "--agent-id", "a1"][..],
            r#"{"backend":"old"}"#,
            "standard input: not a provision request: unknown field `backend`",
        ),
        (
            &["plan", "--agent-id", "a_1"],
            "{}",
            "instance name `agent-a_1`",
        ),
        (
            &["labels"],
            r#"{"id":"vm-7","status":"asleep"}"#,
            "`status` of `vm-7` is `asleep`",
        ),
        (&["labels"], "{", "not a runtime status: EOF"),
        (&["labels", "no-such.json"], "", "cannot read no-such.json"),
    ] {
        let message = failure(&pika_server(args, input), 1);
        assert!(message.starts_with("error: "), "{message}");
        assert!(message.contains(reason), "{args:?}: {message}");
    }
}

#[test]
fn bad_usage_exits_2() {
    for (args, reason) in [
        (&[][..], "Usage:"),
        (&["plan"], "--agent-id"),
        (&["restart"], "unrecognized subcommand 'restart'"),
        (&["labels", "a.json", "b.json"], "unexpected argument"),
    ] {
        let message = failure(&pika_server(args, ""), 2);
        assert!(message.contains(reason), "{args:?}: {message}");
    }
}
