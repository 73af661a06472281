//! The program of a server's owner that sends texts, on a real socket. Knows no code.

#![allow(clippy::disallowed_methods, reason = "the real world has real threads and tasks")]

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub struct Hook {
    pub url: String,
    listener: TcpListener,
}

/// A request that was made, and that waits for its answer.
pub struct Posted {
    /// In lower case, each with its value.
    pub headers: Vec<(String, String)>,
    pub line: String,
    pub body: String,
    stream: BufReader<TcpStream>,
}

impl Hook {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("A free port");
        let url = format!("http://{}/send", listener.local_addr().expect("An address"));
        Self { url, listener }
    }

    pub async fn posted(&self) -> Posted {
        let (stream, _) = self.listener.accept().await.expect("A connection");
        let mut stream = BufReader::new(stream);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.expect("A line");
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let line = lines.remove(0);
        let headers: Vec<_> = lines
            .iter()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length: usize = length.map_or(0, |(_, length)| length.parse().expect("A number"));
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.expect("The body");
        Posted {
            headers,
            line,
            body: String::from_utf8(body).expect("UTF-8"),
            stream,
        }
    }
}

impl Posted {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// `200 OK`, and further headers.
    pub async fn answer(mut self, status: &str, headers: &str) {
        let answer = format!("HTTP/1.1 {status}\r\n{headers}content-length: 0\r\nconnection: close\r\n\r\n");
        self.stream.write_all(answer.as_bytes()).await.expect("Answering");
        self.stream.shutdown().await.expect("Closing");
    }
}
