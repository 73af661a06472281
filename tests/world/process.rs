//! The real `selkie-server` as a process of its own, for the tests that kill it, show it to foreign packages, or put
//! the real window in front of it. Knows nothing of the simulated world.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// A running server; killed when dropped.
pub struct ServerProcess {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
    data: PathBuf,
}

impl ServerProcess {
    /// Starts a server on `data`, without the assistant unless a configuration is there; `listen` is `127.0.0.1:0` for
    /// any free port.
    ///
    /// # Errors
    /// When the program cannot be started or ends before it listens.
    pub fn start(data: &Path, listen: &str) -> Result<Self> {
        Self::start_with(data, listen, &[])
    }

    /// The same with more words on its command line.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_with(data: &Path, listen: &str, words: &[&str]) -> Result<Self> {
        let config = data.join("config.toml");
        if !config.exists() {
            // These tests count what people say to each other.
            std::fs::create_dir_all(data)?;
            std::fs::write(&config, "assistant = false\n")?;
        }
        let mut child = Command::new(server_program()?)
            .arg("serve")
            .arg("--data")
            .arg(data)
            .args(["--listen", listen])
            .args(words)
            .stdout(Stdio::piped())
            .spawn()
            .context("Start selkie-server")?;
        let out = child.stdout.take().context("The server has a standard output")?;
        let mut lines = BufReader::new(out).lines();
        for line in lines.by_ref() {
            if let Some(address) = line?.strip_prefix("listening on ") {
                let address = address.to_owned();
                return Ok(Self {
                    child,
                    address,
                    data: data.to_owned(),
                });
            }
        }
        let status = child.wait()?;
        bail!("selkie-server ended before it listened: {status}");
    }

    /// What `selkie-server ARGS --data DIR` prints.
    ///
    /// # Errors
    /// When it does not end well.
    pub fn command(&self, args: &[&str]) -> Result<String> {
        let output = Command::new(server_program()?)
            .args(args)
            .arg("--data")
            .arg(&self.data)
            .stdin(Stdio::null())
            .output()
            .context("Run selkie-server")?;
        if !output.status.success() {
            bail!("selkie-server {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Key and secret of its one app.
    ///
    /// # Errors
    /// When they are not told.
    pub fn app(&self) -> Result<(String, String)> {
        let all = self.command(&["app", "list"])?;
        let key = all
            .split_whitespace()
            .next()
            .context("The server has an app")?
            .to_owned();
        let secret = self.command(&["app", "secret", &key])?.trim().to_owned();
        Ok((key, secret))
    }

    /// One of the App Servers of `examples/`, written for this app.
    ///
    /// # Errors
    /// When key and secret are not told.
    pub fn example(&self, script: &str) -> Result<Command> {
        let (key, secret) = self.app()?;
        let mut command = Command::new("node");
        command
            .arg(script)
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/app-server"))
            .env("SELKIE_ADDRESS", &self.address)
            .env("SELKIE_APP_KEY", key)
            .env("SELKIE_SECRET", secret);
        Ok(command)
    }

    /// Process id, for a look at its memory.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut does: SIGKILL, nothing is flushed.
    pub fn kill(&mut self) {
        // Already ended is what was wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The built server: `SELKIE_SERVER`, as `make test` sets it.
///
/// # Errors
/// When it is not set: a test without its server must fail, not pass unseen.
pub fn server_program() -> Result<PathBuf> {
    let path = std::env::var_os("SELKIE_SERVER")
        .context("SELKIE_SERVER is not set: run `make test`, or point it to a built selkie-server")?;
    Ok(PathBuf::from(path))
}
