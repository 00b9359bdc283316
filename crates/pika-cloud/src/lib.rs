//! The runtime contracts which more than one program must agree on, and nothing
//! else: what an agent is asked to be, how far its startup has come, and what a
//! runtime looks like to Incus.
//!
//! The wire types of provisioning are defined here, at the root, so that the
//! name callers write is the name of the definition; the modules hold the
//! runtime's own model and are re-exported below. What one service alone needs,
//! its backups and its launch rules, stays with that service.

pub mod incus;
pub mod lifecycle;
pub mod mount;
pub mod paths;
pub mod policy;
pub mod spec;

use serde::{Deserialize, Serialize};

pub use incus::{IncusRuntimePlan, incus_mount_device_config, incus_runtime_config};
pub use lifecycle::{LifecycleState, RuntimeArtifacts, RuntimeStatusSnapshot};
pub use mount::{MountKind, MountMode, RuntimeMount};
pub use paths::STATUS_PATH;
pub use policy::{RestartPolicy, RetentionPolicy, RuntimePolicies};
pub use spec::{
    IncusRuntimeConfig, RuntimeIdentity, RuntimeResources, RuntimeSpec, RuntimeSpecError,
};

/// The version [`IncusGuestRunRequest`] is written in.
pub const INCUS_GUEST_RUN_REQUEST_SCHEMA_VERSION: u32 = 2;

/// Who runs a runtime. A kind this build does not know is refused rather than
/// guessed at: a runtime left with the wrong provider is never cleaned up.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// An Incus server, local or remote.
    Incus,
}

/// How far an agent's startup has come, in the order it is expected to go.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentStartupPhase {
    /// Asked for; no provider has acted on it yet.
    Requested,
    /// The provider is creating the virtual machine.
    ProvisioningVm,
    /// The machine exists and its guest is booting.
    BootingGuest,
    /// The guest is up; its service does not answer yet.
    WaitingForServiceReady,
    /// The service answers; its key package is not published yet, so nobody can
    /// open a conversation with the agent.
    WaitingForKeypackagePublish,
    /// The agent can be talked to.
    Ready,
    /// Startup ended without a usable agent.
    Failed,
}

/// What a caller may choose about the Incus side of a runtime. Everything is
/// optional; what is absent is the server's to decide and is not written.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct IncusProvisionParams {
    /// The address of a remote Incus API; without it, the local socket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// The Incus project to create the instance in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The profile to build the instance on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The pool for the root disk and the agent's volumes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_pool: Option<String>,
    /// The alias of the image to start from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_alias: Option<String>,
    /// Whether to accept an endpoint whose certificate cannot be verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insecure_tls: Option<bool>,
    /// The IPv4 network OpenClaw guests get their addresses from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openclaw_guest_ipv4_cidr: Option<String>,
    /// The host through which OpenClaw guests are reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openclaw_proxy_host: Option<String>,
}

/// The parameters a managed virtual machine is provisioned with. On the wire the
/// Incus parameters stand at the top level, and anything beside them is refused.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ManagedVmProvisionParams {
    /// The Incus parameters.
    #[serde(flatten)]
    pub incus: IncusProvisionParams,
}

/// A caller's request for an agent. It has the shape of
/// [`ManagedVmProvisionParams`] today and is its own type because a request may
/// grow what the machine never sees; anything it does not know is refused.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AgentProvisionRequest {
    /// The Incus parameters.
    #[serde(flatten)]
    pub incus: IncusProvisionParams,
}

impl AgentProvisionRequest {
    /// The part of the request which concerns the machine.
    pub fn managed_vm_params(&self) -> ManagedVmProvisionParams {
        ManagedVmProvisionParams {
            incus: self.incus.clone(),
        }
    }
}

/// A command for the guest to run, left for it as a file. The guest goes by
/// `schema_version`, and refuses fields it does not know: a command half
/// understood is not run.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct IncusGuestRunRequest {
    /// The version the request is written in, see
    /// [`INCUS_GUEST_RUN_REQUEST_SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The shell command.
    pub command: String,
    /// How long the command may take before the guest ends it.
    pub timeout_secs: u64,
    /// Whether the command runs as root instead of the guest's own user.
    pub run_as_root: bool,
}

#[cfg(test)]
mod tests;
