//! What operators read about a runtime: exact words, with what they need to act.
//! Apart from the customer's labels because the two audiences are owed different
//! words for the same judgement.

use serde::Serialize;

use crate::agent_api::{RuntimeJudgement, RuntimeReport};
use crate::managed_runtime_contract::{
    AgentStartupPhase, ManagedRuntimeBackupStatus, VmBackupFreshness, VmBackupUnitKind,
    VmRecoveryPointKind,
};

/// The operators' labels of one runtime.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct AdminLabels {
    /// How far its startup has come.
    pub phase: &'static str,
    /// What its backup is worth.
    pub backup: &'static str,
    /// What is backed up where, and what a restore would start from; absent if
    /// no backup was reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
}

impl AdminLabels {
    pub(crate) fn new(report: &RuntimeReport, judgement: &RuntimeJudgement) -> Self {
        Self {
            phase: phase_label(judgement.phase),
            backup: freshness_label(judgement.freshness),
            recovery: report.backup.as_ref().map(recovery_label),
        }
    }
}

fn phase_label(phase: AgentStartupPhase) -> &'static str {
    match phase {
        AgentStartupPhase::Requested => "requested",
        AgentStartupPhase::ProvisioningVm => "provisioning VM",
        AgentStartupPhase::BootingGuest => "booting guest",
        AgentStartupPhase::WaitingForServiceReady => "waiting for guest service",
        AgentStartupPhase::WaitingForKeypackagePublish => "waiting for key package",
        AgentStartupPhase::Ready => "ready",
        AgentStartupPhase::Failed => "failed",
    }
}

fn freshness_label(freshness: VmBackupFreshness) -> &'static str {
    match freshness {
        VmBackupFreshness::Healthy => "healthy",
        VmBackupFreshness::Stale => "stale: last recovery point is too old",
        VmBackupFreshness::Missing => "missing: nothing to restore from",
        VmBackupFreshness::Unavailable => "unavailable: backup status is not known",
    }
}

fn recovery_label(backup: &ManagedRuntimeBackupStatus) -> String {
    let unit = match backup.backup_unit_kind {
        VmBackupUnitKind::DurableHome => "durable home",
        VmBackupUnitKind::PersistentStateVolume => "persistent state volume",
    };
    let point = match backup.recovery_point_kind {
        VmRecoveryPointKind::MetadataRecord => "metadata record",
        VmRecoveryPointKind::VolumeSnapshot => "volume snapshot",
    };
    let mut label = format!("{unit} `{}`, {point}", backup.backup_target);
    for (before, detail) in [
        (" ", &backup.latest_recovery_point_name),
        (", backed up ", &backup.latest_successful_backup_at),
        (", observed ", &backup.observed_at),
    ] {
        if let Some(detail) = detail {
            label.push_str(before);
            label.push_str(detail);
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn backup() -> ManagedRuntimeBackupStatus {
        ManagedRuntimeBackupStatus {
            vm_id: "vm-7".to_owned(),
            backup_unit_kind: VmBackupUnitKind::PersistentStateVolume,
            backup_target: "fast/vm-7-state".to_owned(),
            recovery_point_kind: VmRecoveryPointKind::VolumeSnapshot,
            freshness: VmBackupFreshness::Healthy,
            latest_recovery_point_name: Some("daily-3".to_owned()),
            latest_successful_backup_at: Some("2026-02-03".to_owned()),
            observed_at: Some("2026-02-04".to_owned()),
        }
    }

    #[test]
    fn every_phase_has_its_own_label() {
        use AgentStartupPhase::*;
        let labels = [
            Requested,
            ProvisioningVm,
            BootingGuest,
            WaitingForServiceReady,
            WaitingForKeypackagePublish,
            Ready,
            Failed,
        ]
        .map(phase_label);
        assert_eq!(BTreeSet::from(labels).len(), labels.len());
        assert_eq!(phase_label(BootingGuest), "booting guest");
    }

    #[test]
    fn a_freshness_label_begins_with_its_wire_name() {
        use VmBackupFreshness::*;
        for freshness in [Healthy, Stale, Missing, Unavailable] {
            let name = serde_json::to_value(freshness).unwrap();
            let label = freshness_label(freshness);
            assert!(label.starts_with(name.as_str().unwrap()), "{label}");
        }
    }

    #[test]
    fn recovery_tells_what_is_known() {
        let full = backup();
        assert_eq!(
            recovery_label(&full),
            "persistent state volume `fast/vm-7-state`, volume snapshot daily-3, \
             backed up 2026-02-03, observed 2026-02-04"
        );
        let bare = ManagedRuntimeBackupStatus {
            backup_unit_kind: VmBackupUnitKind::DurableHome,
            recovery_point_kind: VmRecoveryPointKind::MetadataRecord,
            latest_recovery_point_name: None,
            latest_successful_backup_at: None,
            observed_at: None,
            ..full
        };
        assert_eq!(
            recovery_label(&bare),
            "durable home `fast/vm-7-state`, metadata record"
        );
    }
}
