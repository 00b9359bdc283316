//! The server's decisions about agents: the runtime a provision request leads
//! to, and what a report about a runtime amounts to. It decides and does not
//! phrase; the words for operators and customers are `admin`'s and `customer`'s.

use std::net::Ipv4Addr;

use anyhow::{Context, bail, ensure};
use pika_cloud::{
    IncusRuntimeConfig, IncusRuntimePlan, MountKind, MountMode, ProviderKind, RestartPolicy,
    RetentionPolicy, RuntimeIdentity, RuntimeMount, RuntimePolicies, RuntimeResources, RuntimeSpec,
};
use serde::{Deserialize, Serialize};

use crate::managed_runtime_contract::{
    AgentProvisionRequest, AgentStartupPhase, IncusProvisionParams, ManagedOpenClawLaunchAuth,
    ManagedRuntimeBackupStatus, ManagedRuntimeStatus, ManagedVmProvisionParams, VmBackupFreshness,
    VmRecoveryPointKind,
};

const DEFAULT_PROJECT: &str = "pika-agents";
const DEFAULT_PROFILE: &str = "pika-agent";
const DEFAULT_STORAGE_POOL: &str = "default";
const DEFAULT_IMAGE_ALIAS: &str = "pika-agent/stable";
const AGENT_RESOURCES: RuntimeResources = RuntimeResources {
    vcpus: Some(2),
    memory_mib: Some(4096),
    root_disk_gib: Some(32),
};
const AGENT_STATE_PATH: &str = "/var/lib/pika";

/// Everything needed to create an agent's runtime: whom to ask, and for what.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct AgentPlan {
    /// Who runs it.
    pub provider: ProviderKind,
    /// The provider's address; without it, the local socket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// Whether an unverifiable certificate of the endpoint is accepted.
    pub insecure_tls: bool,
    /// The instance to create there.
    pub runtime: IncusRuntimePlan,
}

/// A status as it is reported, with what else is known about the runtime.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuntimeReport {
    #[serde(flatten)]
    pub(crate) status: ManagedRuntimeStatus,
    pub(crate) backup: Option<ManagedRuntimeBackupStatus>,
    pub(crate) launch_auth: Option<ManagedOpenClawLaunchAuth>,
}

/// What a report amounts to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct RuntimeJudgement {
    pub(crate) phase: AgentStartupPhase,
    pub(crate) freshness: VmBackupFreshness,
    pub(crate) launch_auth: LaunchAuth,
}

/// Whether a customer can be let into an agent's gateway.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum LaunchAuth {
    Granted,
    Missing,
}

pub(crate) fn read_request(json: &str) -> anyhow::Result<AgentProvisionRequest> {
    serde_json::from_str(json).context("not a provision request")
}

pub(crate) fn read_report(json: &str) -> anyhow::Result<RuntimeReport> {
    serde_json::from_str(json).context("not a runtime status")
}

pub(crate) fn plan(agent_id: &str, request: &AgentProvisionRequest) -> anyhow::Result<AgentPlan> {
    let params = request.managed_vm_params();
    check_connection(&params.incus)?;
    let spec = runtime_spec(agent_id, &params)?;
    Ok(AgentPlan {
        provider: ProviderKind::Incus,
        endpoint: params.incus.endpoint,
        insecure_tls: params.incus.insecure_tls.unwrap_or(false),
        runtime: IncusRuntimePlan::try_from(&spec).context("the request makes no valid runtime")?,
    })
}

/// Judges a report as a whole. Parts about different machines are an error, not
/// a bad judgement: somebody put together what does not belong together.
pub(crate) fn judge(report: &RuntimeReport) -> anyhow::Result<RuntimeJudgement> {
    let id = &report.status.id;
    let parts = [
        ("backup", report.backup.as_ref().map(|b| &b.vm_id)),
        ("launch_auth", report.launch_auth.as_ref().map(|a| &a.vm_id)),
    ];
    for (part, vm_id) in parts {
        if let Some(vm_id) = vm_id {
            ensure!(
                vm_id == id,
                "`{part}` is about `{vm_id}`, the status about `{id}`"
            );
        }
    }
    Ok(RuntimeJudgement {
        phase: startup_phase(&report.status)?,
        freshness: backup_freshness(report.backup.as_ref()),
        launch_auth: launch_auth(report.launch_auth.as_ref()),
    })
}

/// How far the startup of a reported runtime has come. A machine which says it
/// is ready is ready, whether or not its probe was ever seen to succeed.
fn startup_phase(status: &ManagedRuntimeStatus) -> anyhow::Result<AgentStartupPhase> {
    Ok(match status.status.as_str() {
        "requested" => AgentStartupPhase::Requested,
        "provisioning" => AgentStartupPhase::ProvisioningVm,
        "starting" => AgentStartupPhase::BootingGuest,
        "running" if status.guest_ready => AgentStartupPhase::Ready,
        "running" if status.startup_probe_satisfied => {
            AgentStartupPhase::WaitingForKeypackagePublish
        }
        "running" => AgentStartupPhase::WaitingForServiceReady,
        "failed" => AgentStartupPhase::Failed,
        unknown => bail!(
            "`status` of `{}` is `{unknown}`, which is none of \
             requested, provisioning, starting, running and failed",
            status.id
        ),
    })
}

/// The freshness the server stands behind, which is the claimed one only while
/// there is something to restore from.
fn backup_freshness(backup: Option<&ManagedRuntimeBackupStatus>) -> VmBackupFreshness {
    let Some(backup) = backup else {
        return VmBackupFreshness::Unavailable;
    };
    let evidence = match backup.recovery_point_kind {
        VmRecoveryPointKind::MetadataRecord => &backup.latest_successful_backup_at,
        VmRecoveryPointKind::VolumeSnapshot => &backup.latest_recovery_point_name,
    };
    let is_restorable = says_something(evidence.as_deref());
    match backup.freshness {
        VmBackupFreshness::Healthy | VmBackupFreshness::Stale if !is_restorable => {
            VmBackupFreshness::Missing
        }
        claimed => claimed,
    }
}

fn launch_auth(auth: Option<&ManagedOpenClawLaunchAuth>) -> LaunchAuth {
    match auth {
        Some(auth) if says_something(auth.gateway_auth_token.as_deref()) => LaunchAuth::Granted,
        _ => LaunchAuth::Missing,
    }
}

fn says_something(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

fn check_connection(params: &IncusProvisionParams) -> anyhow::Result<()> {
    match &params.endpoint {
        Some(endpoint) => {
            let host = endpoint.strip_prefix("https://").unwrap_or_default();
            ensure!(
                is_host(host.trim_end_matches('/')),
                "`endpoint` is `{endpoint}`, not an `https://` address"
            );
        }
        None => ensure!(
            params.insecure_tls != Some(true),
            "`insecure_tls` needs an `endpoint`: the local socket has no TLS"
        ),
    }
    Ok(())
}

fn runtime_spec(agent_id: &str, params: &ManagedVmProvisionParams) -> anyhow::Result<RuntimeSpec> {
    let instance_name = format!("agent-{agent_id}");
    let state = RuntimeMount {
        kind: MountKind::PersistentVolume,
        source: format!("{instance_name}-state"),
        guest_path: AGENT_STATE_PATH.to_owned(),
        mode: MountMode::ReadWrite,
        required: true,
    };
    let identity = RuntimeIdentity {
        runtime_id: agent_id.to_owned(),
        instance_name,
    };
    let mut spec = RuntimeSpec::new(identity, incus_config(&params.incus));
    spec.resources = AGENT_RESOURCES;
    spec.mounts.push(state);
    spec.policies = RuntimePolicies {
        restart: RestartPolicy::Always,
        retention: RetentionPolicy::Keep,
    };
    if let Some(cidr) = &params.incus.openclaw_guest_ipv4_cidr {
        ensure!(
            is_ipv4_network(cidr),
            "`openclaw_guest_ipv4_cidr` is `{cidr}`, not an IPv4 network such as `10.0.0.0/24`"
        );
        let label = "openclaw.guest-ipv4-cidr".to_owned();
        spec.labels.insert(label, cidr.clone());
    }
    if let Some(host) = &params.incus.openclaw_proxy_host {
        ensure!(
            is_host(host),
            "`openclaw_proxy_host` is `{host}`, not a host name or address"
        );
        let label = "openclaw.proxy-host".to_owned();
        spec.labels.insert(label, host.clone());
    }
    Ok(spec)
}

/// Fills in what the request leaves to the server. What it says is kept as it
/// is, even if empty: the spec refuses that by name, where a default put in its
/// place would hide the mistake.
fn incus_config(params: &IncusProvisionParams) -> IncusRuntimeConfig {
    let or_default = |chosen: &Option<String>, default: &str| {
        chosen.clone().unwrap_or_else(|| default.to_owned())
    };
    IncusRuntimeConfig {
        project: or_default(&params.project, DEFAULT_PROJECT),
        profiles: vec![or_default(&params.profile, DEFAULT_PROFILE)],
        image_alias: or_default(&params.image_alias, DEFAULT_IMAGE_ALIAS),
        storage_pool: Some(or_default(&params.storage_pool, DEFAULT_STORAGE_POOL)),
    }
}

fn is_host(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c == '/' || c.is_whitespace())
}

/// Whether `text` is the address of a network: no bit is set beyond its prefix.
fn is_ipv4_network(text: &str) -> bool {
    let Some((address, prefix)) = text.split_once('/') else {
        return false;
    };
    match (address.parse::<Ipv4Addr>(), prefix.parse::<u32>()) {
        (Ok(address), Ok(prefix)) if prefix <= 32 => {
            let host_bits = u32::MAX.checked_shr(prefix).unwrap_or(0);
            address.to_bits() & host_bits == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
