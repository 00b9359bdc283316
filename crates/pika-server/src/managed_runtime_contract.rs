//! The one door to the managed-runtime types: those shared with other programs,
//! re-exported from `pika_cloud`, and those which are this server's alone. The
//! rest of the server imports from here only, so what moves between the two
//! groups moves without touching it.

use serde::{Deserialize, Serialize};

pub(crate) use pika_cloud::{
    AgentProvisionRequest, AgentStartupPhase, IncusProvisionParams, ManagedVmProvisionParams,
};

/// The version [`VmBackupStatusRecord`] is written in.
#[cfg(test)]
pub(crate) const VM_BACKUP_STATUS_SCHEMA_V1: &str = "vm.backup_status.v1";

/// What a provider reports about a managed runtime.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct ManagedRuntimeStatus {
    /// The runtime's id.
    pub(crate) id: String,
    /// The provider's word for its state. Providers which report nothing but
    /// running machines leave it out.
    #[serde(default = "running")]
    pub(crate) status: String,
    /// Whether the guest's service answered its startup probe. Older providers
    /// write `guest_service_ready`.
    #[serde(default, alias = "guest_service_ready")]
    pub(crate) startup_probe_satisfied: bool,
    /// Whether the guest is ready for its customer.
    #[serde(default)]
    pub(crate) guest_ready: bool,
}

/// How much a backup is worth today.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VmBackupFreshness {
    /// Recent enough.
    Healthy,
    /// There, and older than it should be.
    Stale,
    /// Not there.
    Missing,
    /// Not known: whoever keeps the backups could not be asked.
    Unavailable,
}

/// What is backed up as one.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VmBackupUnitKind {
    /// The agent's home directory.
    DurableHome,
    /// The volume which holds all its state.
    PersistentStateVolume,
}

/// What a backup is restored from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VmRecoveryPointKind {
    /// A record of when a backup succeeded, kept apart from the data.
    MetadataRecord,
    /// A snapshot of the volume, known by its name.
    VolumeSnapshot,
}

/// The record a backup host leaves behind. Backups are read from their status
/// alone now; tests keep the record's shape, which older hosts still hold.
#[cfg(test)]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct VmBackupStatusRecord {
    /// Always [`VM_BACKUP_STATUS_SCHEMA_V1`].
    pub(crate) schema_version: String,
    /// The machine the backup is of.
    pub(crate) vm_id: String,
    /// The host which made it.
    pub(crate) backup_host: String,
    /// When the last one succeeded.
    pub(crate) latest_successful_backup_at: String,
    /// When that was looked up.
    pub(crate) observed_at: String,
}

/// What is known about a runtime's backup.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct ManagedRuntimeBackupStatus {
    /// The machine the backup is of.
    pub(crate) vm_id: String,
    /// What is backed up.
    pub(crate) backup_unit_kind: VmBackupUnitKind,
    /// Where that is kept.
    pub(crate) backup_target: String,
    /// What a restore starts from.
    pub(crate) recovery_point_kind: VmRecoveryPointKind,
    /// What the backup claims to be worth.
    pub(crate) freshness: VmBackupFreshness,
    /// The newest recovery point, where they have names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) latest_recovery_point_name: Option<String>,
    /// When the last backup succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) latest_successful_backup_at: Option<String>,
    /// When all this was looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) observed_at: Option<String>,
}

/// What lets a customer into an agent's OpenClaw gateway.
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct ManagedOpenClawLaunchAuth {
    /// The machine the gateway runs on.
    pub(crate) vm_id: String,
    /// The gateway's token; absent until the guest has made one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) gateway_auth_token: Option<String>,
}

impl std::fmt::Debug for ManagedOpenClawLaunchAuth {
    /// Leaves the token out, which would end up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ManagedOpenClawLaunchAuth")
            .field("vm_id", &self.vm_id)
            .finish_non_exhaustive()
    }
}

fn running() -> String {
    "running".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_str, from_value, json, to_value};

    #[test]
    fn managed_runtime_status_accepts_legacy_guest_service_ready_field() {
        let legacy = json!({ "id": "vm-7", "guest_service_ready": true });
        let status: ManagedRuntimeStatus = from_value(legacy).unwrap();
        assert!(status.startup_probe_satisfied);
        assert!(!status.guest_ready);
        let written = to_value(&status).unwrap();
        assert_eq!(written["startup_probe_satisfied"], true);
        assert!(written.get("guest_service_ready").is_none());
    }

    #[test]
    fn managed_runtime_status_is_running_and_unready_by_default() {
        let status: ManagedRuntimeStatus = from_str(r#"{"id":"vm-7"}"#).unwrap();
        assert_eq!(status.status, "running");
        assert!(!status.startup_probe_satisfied);
        assert!(!status.guest_ready);
        assert!(from_str::<ManagedRuntimeStatus>("{}").is_err());
    }

    #[test]
    fn agent_provision_request_round_trips_incus_backend() {
        let request = AgentProvisionRequest {
            incus: IncusProvisionParams {
                endpoint: Some("https://incus.example:8443".to_owned()),
                project: Some("agents".to_owned()),
                profile: Some("agent".to_owned()),
                storage_pool: Some("fast".to_owned()),
                image_alias: Some("agent/stable".to_owned()),
                insecure_tls: Some(true),
                openclaw_guest_ipv4_cidr: Some("10.20.0.0/24".to_owned()),
                openclaw_proxy_host: Some("proxy.example".to_owned()),
            },
        };
        let wire = to_value(&request).unwrap();
        assert_eq!(wire["openclaw_proxy_host"], "proxy.example");
        assert_eq!(from_value::<AgentProvisionRequest>(wire).unwrap(), request);
    }

    #[test]
    fn managed_vm_params_preserve_incus_request_shape() {
        let wire = json!({ "project": "agents", "insecure_tls": false });
        let request: AgentProvisionRequest = from_value(wire.clone()).unwrap();
        let params: ManagedVmProvisionParams = request.managed_vm_params();
        assert_eq!(params.incus, request.incus);
        assert_eq!(to_value(&params).unwrap(), wire);
    }

    #[test]
    fn agent_provision_request_rejects_removed_legacy_fields() {
        for field in ["guest_role", "backend", "microvm", "incus"] {
            let wire = json!({ "project": "agents", field: {} });
            let error = from_value::<AgentProvisionRequest>(wire).unwrap_err();
            let expected = format!("unknown field `{field}`");
            assert!(error.to_string().contains(&expected), "{error}");
        }
    }

    #[test]
    fn vm_backup_status_record_round_trips() {
        let record = VmBackupStatusRecord {
            schema_version: VM_BACKUP_STATUS_SCHEMA_V1.to_owned(),
            vm_id: "vm-7".to_owned(),
            backup_host: "backup-1".to_owned(),
            latest_successful_backup_at: "2026-02-03T04:00:00Z".to_owned(),
            observed_at: "2026-02-03T04:05:00Z".to_owned(),
        };
        let wire = to_value(&record).unwrap();
        assert_eq!(wire["schema_version"], "vm.backup_status.v1");
        assert_eq!(from_value::<VmBackupStatusRecord>(wire).unwrap(), record);
    }

    #[test]
    fn managed_runtime_backup_status_round_trips() {
        let wire = json!({
            "vm_id": "vm-7",
            "backup_unit_kind": "durable_home",
            "backup_target": "backup-1:/homes/vm-7",
            "recovery_point_kind": "metadata_record",
            "freshness": "stale",
            "latest_successful_backup_at": "2026-02-03T04:00:00Z",
        });
        let status: ManagedRuntimeBackupStatus = from_value(wire.clone()).unwrap();
        assert_eq!(status.backup_unit_kind, VmBackupUnitKind::DurableHome);
        assert_eq!(
            status.recovery_point_kind,
            VmRecoveryPointKind::MetadataRecord
        );
        assert_eq!(status.freshness, VmBackupFreshness::Stale);
        assert_eq!(to_value(&status).unwrap(), wire);
    }

    #[test]
    fn launch_auth_round_trips_and_keeps_its_token_out_of_logs() {
        let wire = json!({ "vm_id": "vm-7", "gateway_auth_token": "s3cret" });
        let auth: ManagedOpenClawLaunchAuth = from_value(wire.clone()).unwrap();
        assert_eq!(to_value(&auth).unwrap(), wire);
        let logged = format!("{auth:?}");
        assert!(logged.contains("vm-7") && !logged.contains("s3cret"));
    }
}
