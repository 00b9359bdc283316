//! Standard output, standard error, files, and the exit code.
//!
//! Separate because it decides what goes where: reports to standard output, so
//! that they can be piped; whatever keeps a report from being made to standard
//! error. A reader that hangs up early, as `head` does, is no error.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use anyhow::Context;
use layering::diagnostic::Report;
use layering::render::{Format, RenderOptions, Verbosity, render};
use layering::source::SourceMap;

/// Exit code of what could not be completed.
pub(crate) const INCOMPLETE: u8 = 3;

/// Makes `--color` hold for both streams.
pub(crate) fn set_color(choice: ColorChoice) {
    choice.write_global();
}

/// Whether text for standard output is to have colors.
pub(crate) fn color_on_stdout() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Whether text for standard error is to have colors.
pub(crate) fn color_on_stderr() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// Writes to standard output.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = anstream::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("could not write to standard output"),
    }
}

/// Writes a file, replacing what it held.
pub(crate) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("could not write `{}`", path.display()))
}

/// Writes a file of the workspace: all of it, or none. Its mode stays, and a
/// symbolic link stays one.
pub(crate) fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let put = || -> io::Result<()> {
        let mut builder = tempfile::Builder::new();
        let permissions = std::fs::metadata(path).map(|present| present.permissions());
        match permissions {
            Ok(permissions) => {
                builder.permissions(permissions);
            }
            Err(_) => new_mode(&mut builder),
        }
        let mut file = builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        file.persist(path)?;
        Ok(())
    };
    put().with_context(|| format!("could not write `{}`", path.display()))
}

/// A temporary file is private; one of the workspace is as the umask has it.
fn new_mode(builder: &mut tempfile::Builder<'_, '_>) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = builder;
}

/// Says on standard error what went wrong, and hands back the code to exit
/// with. There is nobody left to tell if that fails as well.
pub(crate) fn fail(message: impl Display, code: u8) -> ExitCode {
    let _ = writeln!(
        anstream::stderr().lock(),
        "\u{1b}[1;91merror\u{1b}[0m: {message}"
    );
    ExitCode::from(code)
}

/// Shows what clap has to say: usage errors, but also `--help`.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    // Help that nobody reads to its end is still help.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Says on standard error what was wrong with the input, a line each, and
/// hands back the code to exit with.
pub(crate) fn problems(report: &Report, sources: &SourceMap) -> ExitCode {
    let options = RenderOptions {
        format: Format::Short,
        verbosity: Verbosity::Quiet,
        ..RenderOptions::default()
    };
    complain(&render(report, sources, &options));
    ExitCode::from(report.exit_code())
}

/// Writes to standard error. There is nobody left to tell if that fails.
pub(crate) fn complain(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}
