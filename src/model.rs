//! The model file: named sections of numbers, compressed; and how a model is named, by its SHA-256.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Returns the SHA-256 of `bytes` in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Returns `bytes` in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hex = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        hex.push(char::from(DIGITS[usize::from(byte >> 4)]));
        hex.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    hex
}

/// The SHA-256 of each model that the program carries, as `sha256sum` writes them: to work them out would take a tenth
/// of a second of every start.
const SUMS: &str = include_str!("models/SHA256SUMS");

/// Returns the SHA-256 of the model that the program carries under a file's name.
pub fn carried_hash(name: &str) -> String {
    let (_, hash) = sums(SUMS).find(|(its, _)| *its == name).expect("a test looks for all of them");
    hash.to_owned()
}

/// Returns the names and hashes in a file that `sha256sum` wrote.
fn sums(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.lines().filter_map(|line| line.split_once("  ")).map(|(hash, name)| (name, hash))
}

/// Writes a model file into a folder, and its SHA-256 into the folder's `SHA256SUMS`; returns its path and hash.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn save(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<(PathBuf, String)> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(name);
    std::fs::write(&path, bytes)?;
    let list = folder.join("SHA256SUMS");
    let before = std::fs::read_to_string(&list).unwrap_or_default();
    let hash = sha256_hex(bytes);
    let mut all: BTreeMap<&str, &str> = sums(&before).collect();
    all.insert(name, &hash);
    let lines: Vec<String> = all.iter().map(|(name, hash)| format!("{hash}  {name}\n")).collect();
    std::fs::write(list, lines.concat())?;
    Ok((path, hash))
}

/// What can be wrong with a model file.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    #[error("not a model file of version {VERSION}")]
    NotAModel,
    #[error("damaged model file: {0}")]
    Damaged(&'static str),
    #[error("the model has no section {0}")]
    Missing(String),
    #[error("the sections of {0} do not fit each other")]
    Misfit(String),
}

/// The section with the version of the features.
const FEATURES: &str = "features";

const MAGIC: &[u8; 12] = b"wiremill/mdl";
const VERSION: u32 = 1;

/// Into how many parts a file is cut; they are unpacked side by side.
const PARTS: usize = 4;

/// Far more than any model of ours takes unpacked.
const MAX_UNPACKED: u64 = 1 << 30;

/// Unpacks the parts of a file, each preceded by its length unpacked and packed.
fn unpack(mut rest: &[u8]) -> Result<Vec<u8>, ModelError> {
    let mut parts = Vec::new();
    let mut total = 0;
    while !rest.is_empty() {
        let cut = ModelError::Damaged("cut off");
        let Some((lengths, after)) = rest.split_first_chunk::<16>() else { return Err(cut) };
        let [length, packed] = [&lengths[..8], &lengths[8..]]
            .map(|length| u64::from_le_bytes(length.try_into().expect("eight bytes")));
        total += length.min(MAX_UNPACKED);
        if packed > after.len() as u64 {
            return Err(cut);
        }
        if total > MAX_UNPACKED {
            return Err(ModelError::Damaged("too long"));
        }
        let (packed, after) = after.split_at(packed as usize);
        parts.push((length as usize, packed));
        rest = after;
    }
    if parts.is_empty() {
        return Err(ModelError::Damaged("cut off"));
    }
    let mut bytes = vec![0; total as usize];
    std::thread::scope(|scope| {
        let mut left = bytes.as_mut_slice();
        let mut threads = Vec::new();
        for (length, packed) in parts {
            let (part, after) = left.split_at_mut(length);
            left = after;
            threads.push(scope.spawn(move || {
                zstd::bulk::decompress_to_buffer(packed, part).is_ok_and(|unpacked| unpacked == length)
            }));
        }
        let whole = threads.into_iter().all(|thread| thread.join().expect("unpacking does not panic"));
        if whole { Ok(()) } else { Err(ModelError::Damaged("compression")) }
    })?;
    Ok(bytes)
}

/// Sections of numbers by name, little-endian.
#[derive(Clone, Debug, Default)]
pub struct Model {
    bytes: Vec<u8>,
    /// Where each section is in `bytes`.
    sections: BTreeMap<String, Range<usize>>,
}

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// Where `file` is not one, or is cut off or changed.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let rest = file.strip_prefix(MAGIC).ok_or(ModelError::NotAModel)?;
        let (version, packed) = rest.split_first_chunk().ok_or(ModelError::NotAModel)?;
        if u32::from_le_bytes(*version) != VERSION {
            return Err(ModelError::NotAModel);
        }
        let bytes = unpack(packed)?;
        let mut sections = BTreeMap::new();
        let mut at = 0;
        while at < bytes.len() {
            let mut take = || -> Result<Range<usize>, ModelError> {
                let cut = ModelError::Damaged("cut off");
                let Some((length, rest)) = bytes[at..].split_first_chunk() else { return Err(cut) };
                let length = u64::from_le_bytes(*length) as usize;
                if length > rest.len() {
                    return Err(cut);
                }
                let start = bytes.len() - rest.len();
                at = start + length;
                Ok(start..at)
            };
            let name = take()?;
            let name =
                std::str::from_utf8(&bytes[name]).map_err(|_| ModelError::Damaged("a name"))?.to_owned();
            sections.insert(name, take()?);
        }
        Ok(Self { bytes, sections })
    }

    /// Reads a model file that must have been trained on features of a version.
    ///
    /// # Errors
    ///
    /// Where `file` is no model file, or one of other features.
    pub fn of_features(file: &[u8], version: u32) -> Result<Self, ModelError> {
        let model = Self::read(file)?;
        if model.number(FEATURES)? as u32 != version {
            return Err(ModelError::Misfit(FEATURES.to_owned()));
        }
        Ok(model)
    }

    /// Writes the version of the features that the model was trained on.
    pub fn put_features(&mut self, version: u32) {
        self.put_number(FEATURES, version as f32);
    }

    /// Returns the model as a file; the same model gives the same bytes.
    pub fn to_file(&self) -> Vec<u8> {
        let mut unpacked = Vec::new();
        for (name, section) in &self.sections {
            for part in [name.as_bytes(), &self.bytes[section.clone()]] {
                unpacked.extend((part.len() as u64).to_le_bytes());
                unpacked.extend(part);
            }
        }
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        for part in unpacked.chunks(unpacked.len().div_ceil(PARTS).max(1)) {
            // As small as the fast decoder allows: written once, read at every start.
            let packed = zstd::bulk::compress(part, 19).expect("compressing memory does not fail");
            for length in [part.len(), packed.len()] {
                file.extend((length as u64).to_le_bytes());
            }
            file.extend(packed);
        }
        file
    }

    fn section(&self, name: &str) -> Result<&[u8], ModelError> {
        let section = self.sections.get(name).ok_or_else(|| ModelError::Missing(name.to_owned()))?;
        Ok(&self.bytes[section.clone()])
    }

    fn put(&mut self, name: &str, section: impl IntoIterator<Item = u8>) {
        let start = self.bytes.len();
        self.bytes.extend(section);
        self.sections.insert(name.to_owned(), start..self.bytes.len());
    }

    /// Writes text.
    pub fn put_text(&mut self, name: &str, text: &str) {
        self.put(name, text.bytes());
    }

    /// Returns the text of a section.
    ///
    /// # Errors
    ///
    /// Where there is no such section, or it is not UTF-8.
    pub fn text(&self, name: &str) -> Result<&str, ModelError> {
        std::str::from_utf8(self.section(name)?).map_err(|_| ModelError::Damaged("text"))
    }

    /// Writes sorted keys as their differences, seven bits a byte.
    pub fn put_keys(&mut self, name: &str, keys: &[u32]) {
        let (mut bytes, mut last) = (Vec::with_capacity(2 * keys.len()), 0);
        for &key in keys {
            let mut rest = key.wrapping_sub(last);
            while rest >= 0x80 {
                bytes.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            bytes.push(rest as u8);
            last = key;
        }
        self.put(name, bytes);
    }

    /// Returns the keys of a section.
    ///
    /// # Errors
    ///
    /// Where there is no such section.
    pub fn keys(&self, name: &str) -> Result<Vec<u32>, ModelError> {
        let bytes = self.section(name)?;
        let mut keys = Vec::with_capacity(bytes.len() / 2);
        let (mut last, mut rest, mut shift) = (0_u32, 0_u32, 0);
        for &byte in bytes {
            rest |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 != 0 {
                shift = (shift + 7).min(28);
                continue;
            }
            last = last.wrapping_add(rest);
            keys.push(last);
            (rest, shift) = (0, 0);
        }
        Ok(keys)
    }

    /// Writes signed bytes.
    pub fn put_bytes_signed(&mut self, name: &str, values: &[i8]) {
        self.put(name, values.iter().map(|&v| v as u8));
    }

    /// Returns the signed bytes of a section.
    ///
    /// # Errors
    ///
    /// Where there is no such section.
    pub fn bytes_signed(&self, name: &str) -> Result<Vec<i8>, ModelError> {
        Ok(self.section(name)?.iter().map(|&v| v as i8).collect())
    }

    /// Writes 16-bit numbers.
    pub fn put_shorts(&mut self, name: &str, values: &[i16]) {
        self.put(name, values.iter().flat_map(|v| v.to_le_bytes()));
    }

    /// Returns the 16-bit numbers of a section.
    ///
    /// # Errors
    ///
    /// Where there is no such section.
    pub fn shorts(&self, name: &str) -> Result<Vec<i16>, ModelError> {
        let (values, _) = self.section(name)?.as_chunks();
        Ok(values.iter().map(|&v| i16::from_le_bytes(v)).collect())
    }

    /// Writes 32-bit numbers, byte by byte in planes, which pack better.
    pub fn put_words(&mut self, name: &str, values: &[u32]) {
        let mut bytes = Vec::with_capacity(4 * values.len());
        for plane in 0..4 {
            bytes.extend(values.iter().map(|v| (v >> (8 * plane)) as u8));
        }
        self.put(name, bytes);
    }

    /// Returns the 32-bit numbers of a section.
    ///
    /// # Errors
    ///
    /// Where there is no such section.
    pub fn words(&self, name: &str) -> Result<Vec<u32>, ModelError> {
        let bytes = self.section(name)?;
        let count = bytes.len() / 4;
        let byte = |plane: usize, at: usize| u32::from(bytes[plane * count + at]) << (8 * plane);
        Ok((0..count).map(|at| byte(0, at) | byte(1, at) | byte(2, at) | byte(3, at)).collect())
    }

    /// Writes numbers.
    pub fn put_floats(&mut self, name: &str, values: &[f32]) {
        self.put(name, values.iter().flat_map(|value| value.to_le_bytes()));
    }

    /// Returns the numbers of a section.
    ///
    /// # Errors
    ///
    /// Where there is no such section.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, ModelError> {
        Ok(self.section(name)?.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect())
    }

    /// Writes one number.
    pub fn put_number(&mut self, name: &str, value: f32) {
        self.put(name, value.to_le_bytes());
    }

    /// Returns the one number of a section.
    ///
    /// # Errors
    ///
    /// Where there is no such section.
    pub fn number(&self, name: &str) -> Result<f32, ModelError> {
        let bytes = self.section(name)?.try_into().map_err(|_| ModelError::Misfit(name.to_owned()))?;
        Ok(f32::from_le_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let mut model = Model::default();
        model.put_keys("a.keys", &[0, 1, 127, 128, 300, 70_000, u32::MAX]);
        model.put_bytes_signed("bytes", &[-128, 0, 127]);
        model.put_shorts("shorts", &[i16::MIN, -1, 0, i16::MAX]);
        model.put_words("words", &[0, 1, 0x0102_0304, u32::MAX]);
        model.put_number("number", 0.25);
        model.put_floats("floats", &[0.5, -2.0]);
        model.put_text("text", "né");
        model
    }

    #[test]
    fn a_file_gives_back_what_was_written() {
        let file = model().to_file();
        assert_eq!(file, model().to_file());
        let read = Model::read(&file).unwrap();
        assert_eq!(read.to_file(), file);
        assert_eq!(read.keys("a.keys").unwrap(), [0, 1, 127, 128, 300, 70_000, u32::MAX]);
        assert_eq!(read.bytes_signed("bytes").unwrap(), [-128, 0, 127]);
        assert_eq!(read.shorts("shorts").unwrap(), [i16::MIN, -1, 0, i16::MAX]);
        assert_eq!(read.words("words").unwrap(), [0, 1, 0x0102_0304, u32::MAX]);
        assert_eq!(read.floats("floats").unwrap(), [0.5, -2.0]);
        assert_eq!(read.text("text").unwrap(), "né");
        assert_eq!(read.number("number").unwrap().to_bits(), 0.25_f32.to_bits());
    }

    #[test]
    fn a_model_of_other_features_is_an_error() {
        let mut model = model();
        model.put_features(3);
        let file = model.to_file();
        assert!(Model::of_features(&file, 3).is_ok());
        assert!(matches!(Model::of_features(&file, 2), Err(ModelError::Misfit(_))));
    }

    #[test]
    fn what_is_no_model_is_an_error() {
        let file = model().to_file();
        for cut in [0, 5, 12, 15, 16, 20, file.len() - 1] {
            assert!(Model::read(&file[..cut]).is_err(), "{cut}");
        }
        let mut other = file.clone();
        other[12] = 9;
        assert!(matches!(Model::read(&other), Err(ModelError::NotAModel)));
        assert!(matches!(model().number("nothing"), Err(ModelError::Missing(_))));
        assert!(matches!(model().number("shorts"), Err(ModelError::Misfit(_))));
    }

    #[test]
    fn models_are_named_by_their_hash() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/models");
        let mut found = BTreeMap::new();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if name.ends_with(".model") || name.ends_with(".json") {
                found.insert(name, sha256_hex(&std::fs::read(&path).unwrap()));
            }
        }
        let listed: BTreeMap<String, String> =
            sums(SUMS).map(|(name, hash)| (name.to_owned(), hash.to_owned())).collect();
        assert_eq!(listed, found);
    }

    #[test]
    fn a_saved_model_is_listed_with_the_others() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in [("b", "old"), ("a", "other"), ("b", "new")] {
            let (path, hash) = save(folder.path(), name, bytes.as_bytes()).unwrap();
            assert_eq!(sha256_hex(&std::fs::read(path).unwrap()), hash);
        }
        let list = std::fs::read_to_string(folder.path().join("SHA256SUMS")).unwrap();
        assert_eq!(list, format!("{}  a\n{}  b\n", sha256_hex(b"other"), sha256_hex(b"new")));
    }
}
