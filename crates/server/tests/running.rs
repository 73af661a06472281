//! The real program: its commands, and a server that runs, in a data folder of a test's own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

pub const PASSWORD: &str = "correct horse";
/// Its MD5, as clients send it.
pub const SENT: &str = "3cb4e732631f47e6eb961f34554b7cde";

pub fn selkie(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_selkie-server"));
    command.args(arguments).arg("--data").arg(dir).env_remove("RUST_LOG");
    command
}

pub fn run(dir: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = selkie(dir, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// The lines of a command that must succeed.
pub fn ok(dir: &Path, arguments: &[&str], input: &str) -> Vec<String> {
    let output = run(dir, arguments, input);
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

/// The complaint of a command that must fail.
pub fn refused(dir: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(dir, arguments, input);
    assert!(
        !output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stdout)
    );
    String::from_utf8(output.stderr).unwrap()
}

/// A server that runs until it is dropped.
pub struct Running {
    pub child: Child,
    /// The lines up to and with the listening one.
    pub said: Vec<String>,
}

impl Running {
    pub fn start(dir: &Path, arguments: &[&str]) -> Self {
        let mut child = selkie(dir, &["serve"])
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = Vec::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            let last = line.starts_with("listening on ");
            said.push(line);
            if last {
                return Self { child, said };
            }
        }
        panic!("it ended before it listened: {:?}", child.wait());
    }

    pub fn address(&self) -> &str {
        self.said.last().unwrap().rsplit("//").next().unwrap()
    }

    /// The answer's body.
    pub fn post(&self, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        let length = body.len();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: {}\r\noperationID: op\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}",
            self.address()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    /// The answer's body.
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n",
            self.address()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    pub fn login(&self, account: &str, password: &str) -> String {
        self.post(
            "/chat/account/login",
            &format!(r#"{{"account":"{account}","password":"{password}","platform":7}}"#),
        )
    }

    pub fn terminate(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What stands under this name in some JSON.
pub fn field(json: &str, name: &str) -> String {
    let (_, rest) = json.split_once(&format!("\"{name}\":\"")).unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}
