//! What a customer reads about their agent: plain words, and above all whether
//! OpenClaw can be opened, which is decided here because no one else asks.

use serde::Serialize;

use crate::agent_api::{LaunchAuth, RuntimeJudgement};
use crate::managed_runtime_contract::{AgentStartupPhase, VmBackupFreshness};

/// The customer's labels of one runtime.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct CustomerLabels {
    /// How the agent is doing.
    pub phase: &'static str,
    /// How safe its data is.
    pub backup: &'static str,
    /// Whether OpenClaw can be opened now.
    pub can_launch: bool,
    /// What to do about OpenClaw.
    pub launch: &'static str,
}

impl CustomerLabels {
    pub(crate) fn new(judgement: &RuntimeJudgement) -> Self {
        let launchability = OpenClawLaunchability::from(judgement);
        Self {
            phase: phase_label(judgement.phase),
            backup: backup_label(judgement.freshness),
            can_launch: launchability == OpenClawLaunchability::Launchable,
            launch: launchability.label(),
        }
    }
}

/// Whether OpenClaw can be opened, and if not, what stands in the way.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum OpenClawLaunchability {
    Launchable,
    AwaitingAuth,
    StillStarting,
    RecoverFirst,
    BeyondRecovery,
}

impl From<&RuntimeJudgement> for OpenClawLaunchability {
    /// The phase comes first: a token of an agent which is not up opens nothing,
    /// and recovery is offered only where there is something to recover from.
    fn from(judgement: &RuntimeJudgement) -> Self {
        match judgement.phase {
            AgentStartupPhase::Ready => match judgement.launch_auth {
                LaunchAuth::Granted => Self::Launchable,
                LaunchAuth::Missing => Self::AwaitingAuth,
            },
            AgentStartupPhase::Failed => match judgement.freshness {
                VmBackupFreshness::Healthy | VmBackupFreshness::Stale => Self::RecoverFirst,
                VmBackupFreshness::Missing | VmBackupFreshness::Unavailable => Self::BeyondRecovery,
            },
            AgentStartupPhase::Requested
            | AgentStartupPhase::ProvisioningVm
            | AgentStartupPhase::BootingGuest
            | AgentStartupPhase::WaitingForServiceReady
            | AgentStartupPhase::WaitingForKeypackagePublish => Self::StillStarting,
        }
    }
}

impl OpenClawLaunchability {
    fn label(self) -> &'static str {
        match self {
            Self::Launchable => "Open OpenClaw",
            Self::AwaitingAuth => "OpenClaw is preparing your sign-in",
            Self::StillStarting => "OpenClaw opens once your agent has started",
            Self::RecoverFirst => "Restore your agent from its backup first",
            Self::BeyondRecovery => "Contact support to get your agent back",
        }
    }
}

/// The machine and its guest are one thing to a customer, so are the two waits.
fn phase_label(phase: AgentStartupPhase) -> &'static str {
    match phase {
        AgentStartupPhase::Requested => "Your agent is in the queue",
        AgentStartupPhase::ProvisioningVm | AgentStartupPhase::BootingGuest => {
            "Your agent is being set up"
        }
        AgentStartupPhase::WaitingForServiceReady
        | AgentStartupPhase::WaitingForKeypackagePublish => "Your agent is almost ready",
        AgentStartupPhase::Ready => "Your agent is ready",
        AgentStartupPhase::Failed => "Your agent could not start",
    }
}

fn backup_label(freshness: VmBackupFreshness) -> &'static str {
    match freshness {
        VmBackupFreshness::Healthy => "Backed up",
        VmBackupFreshness::Stale => "Backed up, but not recently",
        VmBackupFreshness::Missing => "Not backed up yet",
        VmBackupFreshness::Unavailable => "Backup status is unknown right now",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judgement(phase: AgentStartupPhase) -> RuntimeJudgement {
        RuntimeJudgement {
            phase,
            freshness: VmBackupFreshness::Healthy,
            launch_auth: LaunchAuth::Granted,
        }
    }

    #[test]
    fn a_ready_agent_launches_with_auth_alone() {
        let mut ready = judgement(AgentStartupPhase::Ready);
        ready.freshness = VmBackupFreshness::Missing;
        assert_eq!(
            OpenClawLaunchability::from(&ready),
            OpenClawLaunchability::Launchable
        );
        ready.launch_auth = LaunchAuth::Missing;
        assert_eq!(
            OpenClawLaunchability::from(&ready),
            OpenClawLaunchability::AwaitingAuth
        );
    }

    #[test]
    fn auth_does_not_launch_an_agent_which_is_not_up() {
        use AgentStartupPhase::*;
        for phase in [
            Requested,
            ProvisioningVm,
            BootingGuest,
            WaitingForServiceReady,
            WaitingForKeypackagePublish,
        ] {
            assert_eq!(
                OpenClawLaunchability::from(&judgement(phase)),
                OpenClawLaunchability::StillStarting
            );
        }
    }

    #[test]
    fn recovery_is_offered_only_with_a_backup() {
        for (freshness, expected) in [
            (
                VmBackupFreshness::Healthy,
                OpenClawLaunchability::RecoverFirst,
            ),
            (
                VmBackupFreshness::Stale,
                OpenClawLaunchability::RecoverFirst,
            ),
            (
                VmBackupFreshness::Missing,
                OpenClawLaunchability::BeyondRecovery,
            ),
            (
                VmBackupFreshness::Unavailable,
                OpenClawLaunchability::BeyondRecovery,
            ),
        ] {
            let mut failed = judgement(AgentStartupPhase::Failed);
            failed.freshness = freshness;
            assert_eq!(OpenClawLaunchability::from(&failed), expected);
        }
    }

    #[test]
    fn labels_speak_of_the_agent_not_the_machine() {
        assert_eq!(
            CustomerLabels::new(&judgement(AgentStartupPhase::BootingGuest)),
            CustomerLabels {
                phase: "Your agent is being set up",
                backup: "Backed up",
                can_launch: false,
                launch: "OpenClaw opens once your agent has started",
            }
        );
        assert!(CustomerLabels::new(&judgement(AgentStartupPhase::Ready)).can_launch);
    }
}
