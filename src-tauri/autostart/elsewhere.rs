//! The entry on Windows and macOS: a value in the registry, a launch agent. A folder that `SELKIE_DATA_DIR` chose is not
//! carried along there. Not tried.

use anyhow::Context as _;
use auto_launch::{AutoLaunch, AutoLaunchBuilder, MacOSLaunchMode, WindowsEnableMode};

use super::Start;

pub(super) struct Entry {
    id: String,
    start: Start,
}

impl Entry {
    pub(super) fn new(id: &str, start: Start) -> Self {
        Self { id: id.into(), start }
    }

    pub(super) fn is_on(&self) -> anyhow::Result<bool> {
        self.launch()?.is_enabled().context("Read the entry")
    }

    pub(super) fn set(&self, on: bool) -> anyhow::Result<()> {
        let launch = self.launch()?;
        if on {
            return launch.enable().context("Write the entry");
        }
        // Removing what is not there fails on some systems.
        if launch.is_enabled().context("Read the entry")? {
            launch.disable().context("Remove the entry")?;
        }
        Ok(())
    }

    fn launch(&self) -> anyhow::Result<AutoLaunch> {
        let program = self.start.program.as_deref().context("Find the program itself")?;
        let program = program.to_str().context("Write a path that is not Unicode")?;
        // Windows would otherwise end the program's name at its first space.
        let program = if cfg!(windows) {
            format!("\"{program}\"")
        } else {
            program.to_owned()
        };
        AutoLaunchBuilder::new()
            .set_app_name(&self.id)
            .set_app_path(&program)
            .set_macos_launch_mode(MacOSLaunchMode::LaunchAgent)
            .set_windows_enable_mode(WindowsEnableMode::CurrentUser)
            .set_args(&self.start.words)
            .build()
            .context("Describe the entry")
    }
}
