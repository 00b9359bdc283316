//! Tests of the wire types defined at the crate root, apart from them so that
//! the root reads as the list of contracts it is.

use super::*;
use serde_json::{from_str, from_value, json, to_value};

fn every_param() -> IncusProvisionParams {
    IncusProvisionParams {
        endpoint: Some("https://incus.example:8443".to_owned()),
        project: Some("agents".to_owned()),
        profile: Some("agent".to_owned()),
        storage_pool: Some("fast".to_owned()),
        image_alias: Some("agent/stable".to_owned()),
        insecure_tls: Some(false),
        openclaw_guest_ipv4_cidr: Some("10.20.0.0/24".to_owned()),
        openclaw_proxy_host: Some("proxy.example".to_owned()),
    }
}

#[test]
fn provider_kind_is_snake_case_and_closed() {
    assert_eq!(to_value(ProviderKind::Incus).unwrap(), json!("incus"));
    assert_eq!(
        from_str::<ProviderKind>(r#""incus""#).unwrap(),
        ProviderKind::Incus
    );
    for unknown in [r#""Incus""#, r#""firecracker""#, r#""""#, "null"] {
        assert!(from_str::<ProviderKind>(unknown).is_err(), "{unknown}");
    }
}

#[test]
fn startup_phases_keep_their_wire_names() {
    use AgentStartupPhase::*;
    for (phase, name) in [
        (Requested, "requested"),
        (ProvisioningVm, "provisioning_vm"),
        (BootingGuest, "booting_guest"),
        (WaitingForServiceReady, "waiting_for_service_ready"),
        (
            WaitingForKeypackagePublish,
            "waiting_for_keypackage_publish",
        ),
        (Ready, "ready"),
        (Failed, "failed"),
    ] {
        assert_eq!(to_value(phase).unwrap(), json!(name));
        assert_eq!(from_value::<AgentStartupPhase>(json!(name)).unwrap(), phase);
    }
    assert!(from_str::<AgentStartupPhase>(r#""rebooting""#).is_err());
}

#[test]
fn absent_params_are_not_written() {
    assert_eq!(
        to_value(IncusProvisionParams::default()).unwrap(),
        json!({})
    );
    let one = IncusProvisionParams {
        insecure_tls: Some(false),
        ..IncusProvisionParams::default()
    };
    assert_eq!(to_value(one).unwrap(), json!({ "insecure_tls": false }));
}

#[test]
fn a_request_holds_its_params_at_the_top_level() {
    let request = AgentProvisionRequest {
        incus: every_param(),
    };
    let wire = to_value(&request).unwrap();
    assert_eq!(wire, to_value(every_param()).unwrap());
    assert_eq!(wire.as_object().unwrap().len(), 8);
    assert_eq!(from_value::<AgentProvisionRequest>(wire).unwrap(), request);
}

#[test]
fn a_request_hands_its_params_to_the_machine_unchanged() {
    let request = AgentProvisionRequest {
        incus: every_param(),
    };
    let params = request.managed_vm_params();
    assert_eq!(params.incus, request.incus);
    assert_eq!(to_value(&params).unwrap(), to_value(&request).unwrap());
}

// serde does not promise that `flatten` and `deny_unknown_fields` work together,
// so the refusal is pinned here for every place an unknown field can stand.
#[test]
fn flattened_params_still_refuse_unknown_fields() {
    for (wire, name) in [
        (r#"{"guest_role":"agent"}"#, "guest_role"),
        (r#"{"guest_role":null,"project":"agents"}"#, "guest_role"),
        (r#"{"project":"agents","guest_role":{}}"#, "guest_role"),
        (r#"{"incus":{"project":"agents"}}"#, "incus"),
        (r#"{"Project":"agents"}"#, "Project"),
    ] {
        let expected = format!("unknown field `{name}`");
        let request = from_str::<AgentProvisionRequest>(wire).unwrap_err();
        assert!(request.to_string().contains(&expected), "{wire}: {request}");
        let params = from_str::<ManagedVmProvisionParams>(wire).unwrap_err();
        assert!(params.to_string().contains(&expected), "{wire}: {params}");
    }
}

#[test]
fn flattened_params_still_refuse_repeats_and_wrong_types() {
    for (wire, reason) in [
        (r#"{"project":"a","project":"b"}"#, "duplicate field"),
        (r#"{"insecure_tls":"yes"}"#, "invalid type"),
    ] {
        let error = from_str::<AgentProvisionRequest>(wire).unwrap_err();
        assert!(error.to_string().contains(reason), "{wire}: {error}");
    }
}

#[test]
fn a_guest_run_request_round_trips() {
    let request = IncusGuestRunRequest {
        schema_version: INCUS_GUEST_RUN_REQUEST_SCHEMA_VERSION,
        command: "systemctl restart agent".to_owned(),
        timeout_secs: 30,
        run_as_root: true,
    };
    let wire = to_value(&request).unwrap();
    assert_eq!(
        wire,
        json!({
            "schema_version": 2,
            "command": "systemctl restart agent",
            "timeout_secs": 30,
            "run_as_root": true,
        })
    );
    assert_eq!(from_value::<IncusGuestRunRequest>(wire).unwrap(), request);
}

#[test]
fn a_guest_run_request_is_complete_and_closed() {
    let whole = json!({
        "schema_version": 2, "command": "true", "timeout_secs": 1, "run_as_root": false,
    });
    for field in ["schema_version", "command", "timeout_secs", "run_as_root"] {
        let mut partial = whole.clone();
        partial.as_object_mut().unwrap().remove(field);
        let error = from_value::<IncusGuestRunRequest>(partial).unwrap_err();
        assert!(error.to_string().contains(field), "{error}");
    }
    let mut extended = whole;
    extended["env"] = json!({});
    let error = from_value::<IncusGuestRunRequest>(extended).unwrap_err();
    assert!(error.to_string().contains("unknown field `env`"), "{error}");
}
