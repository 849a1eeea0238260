//! Tensors by name, as the trainer in Python writes them: the safetensors format.

use anyhow::{Context, ensure};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, serde::Deserialize)]
struct Entry {
    dtype: String,
    data_offsets: (usize, usize),
}

/// The tensors of a file.
#[derive(Debug)]
pub struct Tensors {
    bytes: Vec<u8>,
    entries: BTreeMap<String, Entry>,
}

impl Tensors {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or is not of the format.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        Self::parse(bytes).with_context(|| format!("reading {}", path.display()))
    }

    fn parse(mut bytes: Vec<u8>) -> anyhow::Result<Self> {
        let length = bytes.first_chunk().context("no header")?;
        let start = (u64::from_le_bytes(*length) as usize).saturating_add(8);
        let header = bytes.get(8..start).context("the header is cut off")?;
        let mut header: BTreeMap<String, serde_json::Value> = serde_json::from_slice(header)?;
        header.remove("__metadata__");
        let entries = header.into_iter().map(|(name, entry)| Ok((name, serde_json::from_value(entry)?)));
        let entries = entries.collect::<anyhow::Result<_>>()?;
        bytes.drain(..start);
        Ok(Self { bytes, entries })
    }

    /// Returns the names of all tensors, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Returns the numbers of a tensor.
    ///
    /// # Errors
    ///
    /// Where there is none of the name, or its numbers are not 32-bit floats.
    pub fn floats(&self, name: &str) -> anyhow::Result<Vec<f32>> {
        let entry = self.entries.get(name).with_context(|| format!("no tensor {name}"))?;
        ensure!(entry.dtype == "F32", "{name} is {}, not F32", entry.dtype);
        let (start, end) = entry.data_offsets;
        let bytes = self.bytes.get(start..end).with_context(|| format!("{name} is cut off"))?;
        Ok(bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(header: &str, data: &[f32]) -> Vec<u8> {
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header.bytes());
        bytes.extend(data.iter().flat_map(|x| x.to_le_bytes()));
        bytes
    }

    #[test]
    fn tensors_are_read_by_name() {
        let header = r#"{"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[2],"data_offsets":[4,12]},
            "y":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"z":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}"#;
        let tensors = Tensors::parse(file(header, &[1.0, 2.5, -3.0])).unwrap();
        assert_eq!(tensors.names().collect::<Vec<_>>(), ["x", "y", "z"]);
        assert_eq!(tensors.floats("x").unwrap(), [2.5, -3.0]);
        for name in ["y", "z", "w"] {
            assert!(tensors.floats(name).is_err(), "{name}");
        }
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        for bytes in [vec![], vec![255; 8], file("{", &[])] {
            assert!(Tensors::parse(bytes).is_err());
        }
    }
}
