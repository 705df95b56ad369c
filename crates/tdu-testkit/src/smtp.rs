//! A real SMTP server, which keeps each message in a file.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server.
#[derive(Debug)]
pub struct SmtpSink {
    server: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl SmtpSink {
    /// Starts a server; port 0 chooses a free one.
    pub async fn start(port: u16) -> Self {
        Self::slow(port, 0).await
    }

    /// Starts a server that keeps a message, then answers so many seconds later.
    pub async fn slow(port: u16, seconds: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/smtp-sink");
        let server = Command::new(script)
            .arg(folder.path())
            .arg(port.to_string())
            .arg(seconds.to_string())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let told = folder.path().join("port");
        let mut sink = Self {
            server,
            port,
            folder,
        };
        for _ in 0..1_200 {
            if let Ok(text) = std::fs::read_to_string(&told)
                && let Ok(port) = text.trim().parse()
            {
                sink.port = port;
                return sink;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the SMTP sink did not start")
    }

    /// The port where it listens, on this machine.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The messages taken, in order.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        let mut paths: Vec<_> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "eml"))
            .collect();
        paths.sort();
        let read = |path| std::fs::read_to_string(path).unwrap();
        paths.into_iter().map(read).collect()
    }

    /// Waits until so many messages are taken, for half a minute at most.
    pub async fn taken(&self, n: usize) -> Vec<String> {
        for _ in 0..300 {
            let messages = self.messages();
            if messages.len() >= n {
                return messages;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{n} messages were not taken: {:?}", self.messages())
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
