//! The least that takes a file and gives it: one connection at a time, a header, and the bytes from or to a disk. What a
//! server with rules is measured against.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

pub struct Bare {
    pub address: String,
}

impl Bare {
    /// Gives this file, and puts what it gets there, synced before it answers. Ends with the program.
    pub fn start(gives: &Path, takes: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("A free port");
        let address = format!("http://{}/file", listener.local_addr().expect("An address"));
        let (gives, takes) = (gives.to_owned(), takes.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &gives, &takes).expect("A request");
            }
        });
        Self { address }
    }
}

fn serve(mut stream: TcpStream, gives: &Path, takes: &PathBuf) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(1 << 18, stream.try_clone()?);
    let (mut line, mut first, mut length) = (String::new(), String::new(), 0);
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        if first.is_empty() {
            first.clone_from(&line);
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(told) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = told.trim().parse().unwrap_or(0);
        }
    }
    if first.starts_with("PUT") {
        let mut file = File::create(takes)?;
        io::copy(&mut reader.take(length), &mut file)?;
        file.sync_all()?;
        return stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
    let mut file = File::open(gives)?;
    let length = file.metadata()?.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    io::copy(&mut file, &mut stream)?;
    Ok(())
}
