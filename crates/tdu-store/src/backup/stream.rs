//! A stream sealed in chunks, after the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár): each
//! chunk is sealed for its place and the last for being the last, so that nothing can be altered, moved,
//! repeated or cut unseen. Nothing is kept of a stream in memory but two chunks.

use std::io::{self, ErrorKind, Read, Write};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

/// Plain bytes of a chunk.
const CHUNK: usize = 64 * 1024;
/// Bytes by which sealing makes a chunk longer.
const TAG: usize = 16;
/// Bytes of a nonce that are drawn once for a stream; the others count chunks and mark the last.
pub(super) const PREFIX: usize = 19;

/// What every chunk of a stream is sealed with.
pub(super) struct Sealing<'k> {
    pub(super) key: &'k XChaCha20Poly1305,
    pub(super) prefix: [u8; PREFIX],
    /// What stands before the chunks, in clear: it cannot be altered either.
    pub(super) header: Vec<u8>,
}

impl Sealing<'_> {
    fn nonce(&self, number: u32, last: bool) -> XNonce {
        let mut nonce = [0; PREFIX + 5];
        nonce[..PREFIX].copy_from_slice(&self.prefix);
        nonce[PREFIX..PREFIX + 4].copy_from_slice(&number.to_be_bytes());
        nonce[PREFIX + 4] = u8::from(last);
        XNonce::from(nonce)
    }
}

/// Seals what is written.
pub(super) struct Sealer<'k, W> {
    sealing: Sealing<'k>,
    out: W,
    chunk: Vec<u8>,
    number: u32,
}

impl<'k, W: Write> Sealer<'k, W> {
    pub(super) fn new(sealing: Sealing<'k>, out: W) -> Self {
        Self {
            sealing,
            out,
            chunk: Vec::with_capacity(CHUNK),
            number: 0,
        }
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let payload = Payload {
            msg: &self.chunk,
            aad: &self.sealing.header,
        };
        let nonce = self.sealing.nonce(self.number, last);
        let sealed = self.sealing.key.encrypt(&nonce, payload);
        let sealed = sealed.map_err(|_| io::Error::other("a chunk could not be sealed"))?;
        self.out.write_all(&sealed)?;
        self.chunk.clear();
        let next = self.number.checked_add(1);
        self.number = next.ok_or_else(|| io::Error::other("the stream is too long"))?;
        Ok(())
    }

    /// Seals the last chunk and gives back what was written to.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Sealer<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.chunk.len() == CHUNK {
            self.seal(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Opens what is read; what was altered or cut is an error, never an end.
pub(super) struct Opener<'k, R> {
    sealing: Sealing<'k>,
    source: R,
    next: Vec<u8>,
    plain: Vec<u8>,
    read: usize,
    number: u32,
    ended: bool,
}

impl<'k, R: Read> Opener<'k, R> {
    pub(super) fn new(sealing: Sealing<'k>, mut source: R) -> io::Result<Self> {
        let next = chunk(&mut source)?;
        Ok(Self {
            sealing,
            source,
            next,
            plain: Vec::new(),
            read: 0,
            number: 0,
            ended: false,
        })
    }

    fn open(&mut self) -> io::Result<()> {
        let following = chunk(&mut self.source)?;
        let last = following.is_empty();
        let payload = Payload {
            msg: &self.next,
            aad: &self.sealing.header,
        };
        let nonce = self.sealing.nonce(self.number, last);
        let opened = self.sealing.key.decrypt(&nonce, payload);
        self.plain = opened.map_err(|_| altered())?;
        self.read = 0;
        self.next = following;
        self.ended = last;
        self.number = self.number.checked_add(1).ok_or_else(altered)?;
        Ok(())
    }
}

impl<R: Read> Read for Opener<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.read == self.plain.len() {
            if self.ended {
                return Ok(0);
            }
            self.open()?;
        }
        let taken = into.len().min(self.plain.len() - self.read);
        into[..taken].copy_from_slice(&self.plain[self.read..self.read + taken]);
        self.read += taken;
        Ok(taken)
    }
}

/// The next sealed chunk, empty at the end.
fn chunk(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut chunk = Vec::with_capacity(CHUNK + TAG);
    let whole = u64::try_from(CHUNK + TAG).unwrap_or(u64::MAX);
    source.take(whole).read_to_end(&mut chunk)?;
    Ok(chunk)
}

fn altered() -> io::Error {
    io::Error::new(
        ErrorKind::InvalidData,
        "the backup was altered or cut, or another key sealed it",
    )
}
