//! Local files: readers that yield jobs, and `enrich`.
pub mod enrich;
use crate::config::Limits;
use std::path::PathBuf;

/// One job read from a file.
#[derive(Debug)]
pub struct Input {
    pub job: Vec<u8>,
    pub origin: String,
}
/// x
pub fn read(paths: &[PathBuf], _: &Limits) -> Inputs {
    Inputs { paths: paths.to_vec(), lines: Vec::new() }
}
/// x
pub struct Inputs {
    paths: Vec<PathBuf>,
    lines: Vec<Vec<u8>>,
}
impl Inputs {
    /// x
    pub fn total_bytes(&self) -> Option<u64> {
        None
    }
    /// x
    pub fn bytes_read(&self) -> u64 {
        0
    }
}
impl Iterator for Inputs {
    type Item = anyhow::Result<Input>;
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(l) = self.lines.pop() {
                return Some(Ok(Input { job: l, origin: "x".to_owned() }));
            }
            let p = self.paths.pop()?;
            let b = std::fs::read(&p).unwrap();
            if p.extension().is_some_and(|e| e == "jsonl") {
                self.lines = b.split(|c| *c == b'\n').filter(|l| !l.is_empty()).map(|l| l.to_vec()).collect();
                self.lines.reverse();
            } else {
                let mut j = crate::job::Job::new(p.display().to_string(), String::from_utf8_lossy(&b));
                j.format = Some(crate::job::Format::Text);
                self.lines.push(serde_json::to_vec(&j).unwrap());
            }
        }
    }
}
