//! A mail relay of its own, as a process: the `aiosmtpd` of this system, with TLS and a password. Knows no code.

#![allow(clippy::disallowed_methods, reason = "the real world has real threads and tasks")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use server::config::{Mail, Security};
use tempfile::TempDir;

pub const USER: &str = "selkie";
pub const PASSWORD: &str = "between the two of us";

pub struct Relay {
    pub port: u16,
    security: Security,
    child: Child,
    lines: Arc<Mutex<BufReader<ChildStdout>>>,
    folder: TempDir,
}

impl Relay {
    pub fn start(security: Security) -> Self {
        let folder = tempfile::tempdir().expect("A folder");
        let names = vec!["127.0.0.1".to_owned()];
        let own = rcgen::generate_simple_self_signed(names).expect("A certificate");
        std::fs::write(folder.path().join("certificate.pem"), own.cert.pem()).expect("A file");
        std::fs::write(folder.path().join("key.pem"), own.signing_key.serialize_pem()).expect("A file");
        let word = match security {
            Security::StartTls => "starttls",
            Security::Tls => "tls",
            Security::None => "none",
        };
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("world/relay.py");
        let mut child = Command::new(python())
            .args(["-W", "ignore"])
            .arg(script)
            .args([word, "certificate.pem", "key.pem", USER, PASSWORD])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python runs");
        let mut lines = BufReader::new(child.stdout.take().expect("Its output"));
        let mut port = String::new();
        lines.read_line(&mut port).expect("A line");
        Self {
            port: port.trim().parse().expect("A port"),
            security,
            child,
            lines: Arc::new(Mutex::new(lines)),
            folder,
        }
    }

    /// How a server is set up that sends through it.
    pub fn mail(&self) -> Mail {
        Mail {
            server: "127.0.0.1".into(),
            port: self.port,
            security: self.security,
            user: USER.into(),
            password: PASSWORD.into(),
            from: "海豹 <seals@example.org>".into(),
            certificate: self.certificate(),
            ..Mail::default()
        }
    }

    pub fn certificate(&self) -> PathBuf {
        match self.security {
            Security::None => PathBuf::new(),
            Security::StartTls | Security::Tls => self.folder.path().join("certificate.pem"),
        }
    }

    /// The next mail that it takes.
    pub async fn taken(&self) -> Value {
        let lines = Arc::clone(&self.lines);
        let read = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
            lines.read_line(&mut line).expect("A line");
            line
        });
        serde_json::from_str(&read.await.expect("A line")).expect("JSON")
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A Python that has the package; of several on one machine it may be the system's alone.
fn python() -> &'static str {
    let has = |python: &&str| {
        let asked = Command::new(python)
            .args(["-c", "import aiosmtpd"])
            .stderr(Stdio::null())
            .status();
        asked.is_ok_and(|status| status.success())
    };
    let found = ["python3", "/usr/bin/python3"].into_iter().find(has);
    found.expect("Python with aiosmtpd is missing; Debian has it as python3-aiosmtpd")
}
