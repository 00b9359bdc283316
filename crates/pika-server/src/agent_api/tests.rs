//! Tests of the server's decisions, apart from them because they go through many
//! documents.

use super::*;
use serde_json::{Value, json};

fn plan_of(request: &Value) -> anyhow::Result<AgentPlan> {
    plan("a1", &read_request(&request.to_string())?)
}

fn judge_of(report: &Value) -> anyhow::Result<RuntimeJudgement> {
    judge(&read_report(&report.to_string())?)
}

fn message<T: std::fmt::Debug>(result: anyhow::Result<T>) -> String {
    format!("{:#}", result.expect_err("it is wrong"))
}

#[test]
fn an_empty_request_gets_the_defaults() {
    let plan = plan_of(&json!({})).unwrap();
    assert_eq!(plan.provider, ProviderKind::Incus);
    assert_eq!(plan.endpoint, None);
    assert!(!plan.insecure_tls);
    let runtime = plan.runtime;
    assert_eq!(runtime.instance, "agent-a1");
    assert_eq!(runtime.project, DEFAULT_PROJECT);
    assert_eq!(runtime.profiles, [DEFAULT_PROFILE]);
    assert_eq!(runtime.image_alias, DEFAULT_IMAGE_ALIAS);
    assert!(!runtime.ephemeral);
    assert_eq!(runtime.config["limits.memory"], "4096MiB");
    assert_eq!(runtime.config["boot.autostart"], "true");
    assert_eq!(runtime.devices["root"]["pool"], DEFAULT_STORAGE_POOL);
    let state = &runtime.devices["mount-var-lib-pika"];
    assert_eq!(state["source"], "agent-a1-state");
    assert_eq!(state["path"], AGENT_STATE_PATH);
}

#[test]
fn a_request_overrides_every_default() {
    let plan = plan_of(&json!({
        "endpoint": "https://incus.example:8443",
        "insecure_tls": true,
        "project": "p",
        "profile": "q",
        "storage_pool": "s",
        "image_alias": "i",
        "openclaw_guest_ipv4_cidr": "10.20.0.0/24",
        "openclaw_proxy_host": "proxy.example",
    }))
    .unwrap();
    assert_eq!(plan.endpoint.as_deref(), Some("https://incus.example:8443"));
    assert!(plan.insecure_tls);
    let runtime = plan.runtime;
    assert_eq!(runtime.project, "p");
    assert_eq!(runtime.profiles, ["q"]);
    assert_eq!(runtime.image_alias, "i");
    for device in runtime.devices.values() {
        assert_eq!(device["pool"], "s");
    }
    let label = |key: &str| &runtime.config[&format!("user.pika.label.openclaw.{key}")];
    assert_eq!(label("guest-ipv4-cidr"), "10.20.0.0/24");
    assert_eq!(label("proxy-host"), "proxy.example");
}

#[test]
fn a_bad_request_is_refused_by_field() {
    for (request, reason) in [
        (json!({ "backend": {} }), "unknown field `backend`"),
        (json!({ "project": 1 }), "not a provision request"),
        (json!({ "project": "" }), "`incus.project` is empty"),
        (json!({ "endpoint": "http://incus" }), "`endpoint`"),
        (json!({ "endpoint": "https:///" }), "`endpoint`"),
        (json!({ "insecure_tls": true }), "`insecure_tls`"),
        (
            json!({ "openclaw_guest_ipv4_cidr": "10.0.0.1/24" }),
            "`openclaw_guest_ipv4_cidr`",
        ),
        (
            json!({ "openclaw_proxy_host": "a b" }),
            "`openclaw_proxy_host`",
        ),
    ] {
        let message = message(plan_of(&request));
        assert!(message.contains(reason), "{request}: {message}");
    }
}

#[test]
fn an_agent_id_must_fit_a_host_name() {
    let message = message(plan("a_1", &AgentProvisionRequest::default()));
    assert!(message.contains("`agent-a_1`"), "{message}");
}

#[test]
fn networks_have_no_host_bits() {
    for network in ["0.0.0.0/0", "10.0.0.0/8", "10.1.2.3/32"] {
        assert!(is_ipv4_network(network), "{network}");
    }
    for other in ["10.0.0.0", "10.0.0.0/33", "10.0.0.1/31", "::/0", "/", ""] {
        assert!(!is_ipv4_network(other), "{other}");
    }
}

#[test]
fn phases_follow_the_status_and_then_the_guest() {
    use AgentStartupPhase::*;
    for (status, probe, ready, phase) in [
        ("requested", false, false, Requested),
        ("provisioning", false, false, ProvisioningVm),
        ("starting", false, false, BootingGuest),
        ("running", false, false, WaitingForServiceReady),
        ("running", true, false, WaitingForKeypackagePublish),
        ("running", true, true, Ready),
        ("running", false, true, Ready),
        ("failed", true, true, Failed),
    ] {
        let judgement = judge_of(&json!({
            "id": "vm-7",
            "status": status,
            "startup_probe_satisfied": probe,
            "guest_ready": ready,
        }))
        .unwrap();
        assert_eq!(judgement.phase, phase, "{status} {probe} {ready}");
    }
}

#[test]
fn a_bare_status_claims_nothing_else() {
    assert_eq!(
        judge_of(&json!({ "id": "vm-7", "guest_service_ready": true })).unwrap(),
        RuntimeJudgement {
            phase: AgentStartupPhase::WaitingForKeypackagePublish,
            freshness: VmBackupFreshness::Unavailable,
            launch_auth: LaunchAuth::Missing,
        }
    );
}

#[test]
fn a_claimed_backup_needs_something_to_restore_from() {
    let name = "latest_recovery_point_name";
    let time = "latest_successful_backup_at";
    for (kind, claimed, evidence, judged) in [
        ("volume_snapshot", "healthy", name, "healthy"),
        ("volume_snapshot", "stale", name, "stale"),
        ("volume_snapshot", "healthy", time, "missing"),
        ("metadata_record", "healthy", time, "healthy"),
        ("metadata_record", "stale", name, "missing"),
        ("metadata_record", "missing", time, "missing"),
        ("volume_snapshot", "unavailable", time, "unavailable"),
    ] {
        let report = json!({ "id": "vm-7", "backup": {
            "vm_id": "vm-7",
            "backup_unit_kind": "persistent_state_volume",
            "backup_target": "fast/vm-7-state",
            "recovery_point_kind": kind,
            "freshness": claimed,
            evidence: "x",
        }});
        let freshness = judge_of(&report).unwrap().freshness;
        assert_eq!(json!(freshness), judged, "{kind} {claimed} {evidence}");
    }
}

#[test]
fn only_a_token_grants_launch() {
    for (auth, judged) in [
        (json!(null), LaunchAuth::Missing),
        (json!({ "vm_id": "vm-7" }), LaunchAuth::Missing),
        (
            json!({ "vm_id": "vm-7", "gateway_auth_token": " " }),
            LaunchAuth::Missing,
        ),
        (
            json!({ "vm_id": "vm-7", "gateway_auth_token": "t" }),
            LaunchAuth::Granted,
        ),
    ] {
        let report = json!({ "id": "vm-7", "launch_auth": auth });
        assert_eq!(judge_of(&report).unwrap().launch_auth, judged, "{report}");
    }
}

#[test]
fn a_bad_report_is_refused_by_what_is_wrong() {
    for (report, reason) in [
        (json!({}), "missing field `id`"),
        (
            json!({ "id": "vm-7", "backups": {} }),
            "unknown field `backups`",
        ),
        (
            json!({ "id": "vm-7", "status": "asleep" }),
            "`status` of `vm-7` is `asleep`",
        ),
        (
            json!({ "id": "vm-7", "launch_auth": { "vm_id": "vm-8" } }),
            "`launch_auth` is about `vm-8`, the status about `vm-7`",
        ),
    ] {
        let message = message(judge_of(&report));
        assert!(message.contains(reason), "{report}: {message}");
    }
}
