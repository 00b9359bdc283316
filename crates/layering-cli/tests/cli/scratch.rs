//! A workspace in a directory of its own, and processes that see nothing but it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// What the module `a` holds when it keeps the rule of [`Scratch::workspace`].
pub(crate) const KEPT: &str = "pub fn f() {}\n";
/// What it holds when it breaks it.
pub(crate) const BROKEN: &str = "pub use crate::b::B;\n";
/// How a report shows that.
pub(crate) const VIOLATION: &str = "error[a-shows-nothing-of-b]";

/// A directory that vanishes after the test.
pub(crate) struct Scratch {
    dir: TempDir,
}

impl Scratch {
    /// An empty directory.
    pub(crate) fn empty() -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        Scratch { dir }
    }

    /// A package with one rule, which it keeps.
    pub(crate) fn workspace() -> Self {
        let scratch = Scratch::empty();
        scratch.add_workspace("");
        scratch
    }

    /// The same, with all of it committed to a repository.
    pub(crate) fn repository() -> Self {
        let scratch = Scratch::workspace();
        scratch.commit_all();
        scratch
    }

    /// Writes a package with one rule to a directory below.
    pub(crate) fn add_workspace(&self, dir: &str) {
        let write = |name: &str, text: &str| self.write(&format!("{dir}{name}"), text);
        write(
            "Cargo.toml",
            "[package]\nname = \"app\"\nedition = \"2021\"\n\n[workspace]\n",
        );
        write(
            "layering.toml",
            "version = 1\n\n[[rule]]\nid = \"a-shows-nothing-of-b\"\nkind = \"exports\"\n\
             of = \"app::a\"\ndeny = \"B\"\nbecause = \"b is above a\"\n",
        );
        write("src/lib.rs", "pub mod a;\npub mod b;\n");
        write("src/a.rs", KEPT);
        write("src/b.rs", "pub struct B;\n");
    }

    /// Makes a repository of what is there.
    pub(crate) fn commit_all(&self) {
        self.git_ok(&["init", "--quiet", "--initial-branch=main"]);
        self.git_ok(&["add", "."]);
        self.git_ok(&["commit", "--quiet", "--message=all"]);
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        let parent = path.parent().expect("a path below the directory");
        fs::create_dir_all(parent).expect("a new directory");
        fs::write(path, text).expect("a new file");
    }

    /// Lets git run a hook; where files have no such mode, it always does.
    pub(crate) fn make_executable(&self, path: &str) {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::Permissions::from_mode(0o755);
            fs::set_permissions(self.path(path), mode).expect("a file of our own");
        }
        #[cfg(not(unix))]
        let _ = path;
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect(path)
    }

    pub(crate) fn layering(&self, args: &[&str]) -> Run {
        self.layering_in(Path::new(""), args)
    }

    pub(crate) fn layering_in(&self, dir: &Path, args: &[&str]) -> Run {
        let mut command = self.command(env!("CARGO_BIN_EXE_cargo-layering"));
        command.current_dir(self.dir.path().join(dir));
        Run::of(command.arg("layering").args(args))
    }

    pub(crate) fn git(&self, args: &[&str]) -> Run {
        Run::of(self.command("git").args(args))
    }

    pub(crate) fn git_ok(&self, args: &[&str]) -> String {
        let run = self.git(args);
        assert_eq!(run.code, 0, "git {args:?}: {}", run.stderr);
        run.stdout.trim().to_owned()
    }

    /// A process that knows neither the repository that the tests themselves
    /// may run in, as in a hook, nor the user's configuration.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        // Hooks find the binary under test as `cargo layering`.
        let bin = Path::new(env!("CARGO_BIN_EXE_cargo-layering")).parent();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let dirs = bin
            .map(Path::to_path_buf)
            .into_iter()
            .chain(std::env::split_paths(&path));
        command
            .current_dir(self.dir.path())
            .env(
                "PATH",
                std::env::join_paths(dirs).expect("no odd directory"),
            )
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.path("gitconfig"))
            .env("GIT_AUTHOR_NAME", "A")
            .env("GIT_AUTHOR_EMAIL", "a@example.com")
            .env("GIT_COMMITTER_NAME", "A")
            .env("GIT_COMMITTER_EMAIL", "a@example.com")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE");
        command
    }
}

/// What a process did.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Run {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().expect("the process starts");
        let text = |bytes| String::from_utf8(bytes).expect("output in UTF-8");
        Run {
            code: status.code().expect("no signal"),
            stdout: text(stdout),
            stderr: text(stderr),
        }
    }
}
