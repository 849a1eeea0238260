//! The model file: named sections of numbers, compressed; and how a model is named, by its SHA-256.

use crate::room;
use ring::digest::{SHA256, digest};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::thread::{Scope, ScopedJoinHandle};

/// Returns the SHA-256 of `bytes`.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, bytes).as_ref());
    hash
}

/// Returns the SHA-256 of `bytes` in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&sha256(bytes))
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
const VERSION: u32 = 2;

/// Long sections are packed in parts of so many bytes, which are unpacked side by side.
const PART: usize = 4 << 20;

/// So many zeros that are followed by more, or by none.
const NO_END: u8 = u8::MAX;

/// Far more than any section of ours takes unpacked.
const MAX_UNPACKED: usize = 1 << 30;

/// A section's bytes: as they are while a model is made, packed where it was read from a file.
#[derive(Clone, Debug)]
enum Section<'a> {
    Plain(Vec<u8>),
    /// How long each part is unpacked, and the part.
    Packed(Vec<(usize, &'a [u8])>),
}

/// Sections of numbers by name, little-endian. Those of a file are unpacked as they are asked for, each straight to
/// where it is used.
#[derive(Clone, Debug, Default)]
pub struct Model<'a> {
    sections: BTreeMap<String, Section<'a>>,
}

/// Starts a thread of a scope, for a part of a model. Its stack is a usual one even where the program asks for deep
/// ones: there are many such threads.
///
/// # Panics
///
/// Where the system gives no thread.
pub fn beside<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn_scoped(scope, work).expect("a start needs a few threads")
}

/// Takes a number and so many bytes from the front of `rest`.
fn take<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], ModelError> {
    let length = take_number(rest)?;
    let (taken, after) = rest.split_at_checked(length).ok_or(ModelError::Damaged("cut off"))?;
    *rest = after;
    Ok(taken)
}

fn take_number(rest: &mut &[u8]) -> Result<usize, ModelError> {
    let (number, after) = rest.split_first_chunk().ok_or(ModelError::Damaged("cut off"))?;
    *rest = after;
    usize::try_from(u64::from_le_bytes(*number)).map_err(|_| ModelError::Damaged("too long"))
}

fn put_number(number: usize, file: &mut Vec<u8>) {
    file.extend((number as u64).to_le_bytes());
}

/// Unpacks a section.
fn unpack(parts: &[(usize, &[u8])]) -> Result<Vec<u8>, ModelError> {
    let total = parts.iter().fold(0_usize, |total, (length, _)| total.saturating_add(*length));
    if total > MAX_UNPACKED {
        return Err(ModelError::Damaged("too long"));
    }
    let mut bytes = room::zeros(total);
    let unpack = |packed: &[u8], part: &mut [u8]| {
        zstd::bulk::decompress_to_buffer(packed, part).is_ok_and(|unpacked| unpacked == part.len())
    };
    let whole = std::thread::scope(|scope| {
        let mut left = bytes.as_mut_slice();
        let mut threads = Vec::new();
        let mut whole = true;
        for (at, &(length, packed)) in parts.iter().enumerate() {
            let (part, after) = left.split_at_mut(length);
            left = after;
            if at + 1 < parts.len() {
                threads.push(beside(scope, move || unpack(packed, part)));
            } else {
                whole = unpack(packed, part);
            }
        }
        threads.into_iter().all(|thread| thread.join().expect("unpacking does not panic")) && whole
    });
    if whole { Ok(bytes) } else { Err(ModelError::Damaged("compression")) }
}

/// Returns the number, seven bits a byte, that begins where `bytes` do, and how many bytes it takes.
fn difference_of(bytes: &[u8]) -> (u32, usize) {
    let length = bytes.iter().take_while(|byte| **byte & 0x80 != 0).count() + 1;
    let sevens = bytes.iter().take(length.min(5)).enumerate();
    let number = sevens.fold(0, |number, (at, byte)| number | u32::from(byte & 0x7f) << (7 * at));
    (number, length.min(bytes.len()))
}

/// The same for a number of up to four bytes, without a question for each; 0 bytes where it takes more.
#[inline]
fn difference_of_four(bytes: [u8; 4]) -> (u32, usize) {
    let all = u32::from_le_bytes(bytes);
    let length = (!all & 0x8080_8080).trailing_zeros() as usize / 8 + 1;
    if length > bytes.len() {
        return (0, 0);
    }
    let sevens = all & 0x7f | (all >> 1) & 0x3f80 | (all >> 2) & 0x1f_c000 | (all >> 3) & 0xfe0_0000;
    (sevens & ((1 << (7 * length)) - 1), length)
}

impl<'a> Model<'a> {
    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// Where `file` is not one, or is cut off. What was changed in it is found as sections are asked for.
    pub fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let rest = file.strip_prefix(MAGIC).ok_or(ModelError::NotAModel)?;
        let (version, mut rest) = rest.split_first_chunk().ok_or(ModelError::NotAModel)?;
        if u32::from_le_bytes(*version) != VERSION {
            return Err(ModelError::NotAModel);
        }
        let mut sections = BTreeMap::new();
        while !rest.is_empty() {
            let name = std::str::from_utf8(take(&mut rest)?).map_err(|_| ModelError::Damaged("a name"))?;
            let mut parts = Vec::new();
            for _ in 0..take_number(&mut rest)? {
                parts.push((take_number(&mut rest)?, take(&mut rest)?));
            }
            sections.insert(name.to_owned(), Section::Packed(parts));
        }
        Ok(Self { sections })
    }

    /// Reads a model file that must have been trained on features of a version.
    ///
    /// # Errors
    ///
    /// Where `file` is no model file, or one of other features.
    pub fn of_features(file: &'a [u8], version: u32) -> Result<Self, ModelError> {
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
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        for name in self.sections.keys() {
            put_number(name.len(), &mut file);
            file.extend(name.as_bytes());
            let section = self.section(name).expect("a model that is written was read whole, or made here");
            let parts = section.chunks(PART);
            put_number(parts.len(), &mut file);
            for part in parts {
                // As small as the fast decoder allows: written once, read at every start.
                let packed = zstd::bulk::compress(part, 19).expect("compressing memory does not fail");
                put_number(part.len(), &mut file);
                put_number(packed.len(), &mut file);
                file.extend(packed);
            }
        }
        file
    }

    /// Returns whether there is such a section.
    pub fn has(&self, name: &str) -> bool {
        self.sections.contains_key(name)
    }

    fn section(&self, name: &str) -> Result<Cow<'_, [u8]>, ModelError> {
        match self.sections.get(name) {
            Some(Section::Plain(bytes)) => Ok(Cow::Borrowed(bytes)),
            Some(Section::Packed(parts)) => unpack(parts).map(Cow::Owned),
            None => Err(ModelError::Missing(name.to_owned())),
        }
    }

    fn put(&mut self, name: &str, section: impl IntoIterator<Item = u8>) {
        self.sections.insert(name.to_owned(), Section::Plain(section.into_iter().collect()));
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
    pub fn text(&self, name: &str) -> Result<String, ModelError> {
        String::from_utf8(self.section(name)?.into_owned()).map_err(|_| ModelError::Damaged("text"))
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
        let mut keys = room::of(bytes.len() / 2);
        let (mut last, mut rest) = (0_u32, &*bytes);
        while !rest.is_empty() {
            let (difference, length) = match rest.first_chunk() {
                Some(&four) => difference_of_four(four),
                None => (0, 0),
            };
            let (difference, length) = if length == 0 { difference_of(rest) } else { (difference, length) };
            last = last.wrapping_add(difference);
            keys.push(last);
            rest = &rest[length..];
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
        // The bytes stay where they are: a vector that is turned into one of like values keeps its memory.
        Ok(self.section(name)?.into_owned().into_iter().map(|v| v as i8).collect())
    }

    /// Writes weights. Where many are 0: how many zeros stand before each of the others, and the others, which pack better
    /// apart.
    pub fn put_weights(&mut self, name: &str, values: &[i8]) {
        // With fewer the packed gaps take more than they spare.
        if 5 * values.iter().filter(|value| **value == 0).count() < 2 * values.len() {
            return self.put_bytes_signed(name, values);
        }
        let (mut gaps, mut others, mut gap) = (Vec::new(), Vec::new(), 0_u8);
        for &value in values {
            if value != 0 {
                gaps.push(gap);
                others.push(value as u8);
                gap = 0;
                continue;
            }
            gap += 1;
            if gap == NO_END {
                gaps.push(gap);
                gap = 0;
            }
        }
        gaps.push(gap);
        self.put(&format!("{name}.gaps"), gaps);
        self.put(name, others);
    }

    /// Returns the weights of a section that [`Self::put_weights`] wrote.
    ///
    /// # Errors
    ///
    /// Where there is no such section, or its two parts do not fit each other.
    pub fn weights(&self, name: &str) -> Result<Vec<i8>, ModelError> {
        let gaps = format!("{name}.gaps");
        if !self.has(&gaps) {
            return self.bytes_signed(name);
        }
        let (gaps, others) = (self.section(&gaps)?, self.section(name)?);
        let zeros: usize = gaps.iter().map(|&gap| usize::from(gap)).sum();
        let total = zeros + others.len();
        if total > MAX_UNPACKED {
            return Err(ModelError::Damaged("too long"));
        }
        let mut bytes = room::zeros(total);
        let (mut at, mut others, mut ends) = (0, others.iter(), 0);
        for &gap in &*gaps {
            at += usize::from(gap);
            if gap == NO_END {
                continue;
            }
            match others.next() {
                Some(&value) => {
                    bytes[at] = value;
                    at += 1;
                }
                None => ends += 1,
            }
        }
        if ends != 1 || others.next().is_some() {
            return Err(ModelError::Misfit(name.to_owned()));
        }
        Ok(bytes.into_iter().map(|value| value as i8).collect())
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
        Ok(self.section(name)?.as_chunks().0.iter().map(|&v| i16::from_le_bytes(v)).collect())
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
        let plane = |number: usize| &bytes[number * count..][..count];
        let mut values = room::of(count);
        let planes = plane(0).iter().zip(plane(1)).zip(plane(2)).zip(plane(3));
        values.extend(planes.map(|(((&a, &b), &c), &d)| u32::from_le_bytes([a, b, c, d])));
        Ok(values)
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
        let section = self.section(name)?;
        let bytes = (&*section).try_into().map_err(|_| ModelError::Misfit(name.to_owned()))?;
        Ok(f32::from_le_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sparse() -> Vec<i8> {
        let mut values = vec![0; 1_000];
        (values[3], values[259], values[514], values[515]) = (-128, 1, 127, -1);
        values
    }

    fn model() -> Model<'static> {
        let mut model = Model::default();
        model.put_keys("a.keys", &[0, 1, 127, 128, 300, 70_000, u32::MAX]);
        model.put_bytes_signed("bytes", &[-128, 0, 127]);
        model.put_weights("sparse", &sparse());
        model.put_weights("dense", &[-128, 0, 127]);
        model.put_shorts("shorts", &[i16::MIN, -1, 0, i16::MAX]);
        model.put_words("words", &[0, 1, 0x0102_0304, u32::MAX]);
        model.put_number("number", 0.25);
        model.put_floats("floats", &[0.5, -2.0]);
        model.put_text("text", "né");
        model
    }

    #[test]
    fn keys_of_every_distance_are_read_as_they_were_written() {
        let distances = (0..30).flat_map(|bit| [(1_u32 << bit) - 1, 1 << bit]);
        for distance in distances {
            // The last ones have no four bytes left.
            let keys = [0, distance, 2 * distance, 2 * distance + 1];
            let mut model = Model::default();
            model.put_keys("keys", &keys);
            assert_eq!(model.keys("keys").unwrap(), keys, "{distance}");
        }
    }

    #[test]
    fn a_file_gives_back_what_was_written() {
        let file = model().to_file();
        assert_eq!(file, model().to_file());
        let read = Model::read(&file).unwrap();
        assert_eq!(read.to_file(), file);
        assert_eq!(read.keys("a.keys").unwrap(), [0, 1, 127, 128, 300, 70_000, u32::MAX]);
        assert_eq!(read.bytes_signed("bytes").unwrap(), [-128, 0, 127]);
        assert_eq!(read.weights("sparse").unwrap(), sparse());
        assert_eq!(read.weights("dense").unwrap(), [-128, 0, 127]);
        assert_eq!(read.shorts("shorts").unwrap(), [i16::MIN, -1, 0, i16::MAX]);
        assert_eq!(read.words("words").unwrap(), [0, 1, 0x0102_0304, u32::MAX]);
        assert_eq!(read.floats("floats").unwrap(), [0.5, -2.0]);
        assert_eq!(read.text("text").unwrap(), "né");
        assert_eq!(read.number("number").unwrap().to_bits(), 0.25_f32.to_bits());
    }

    #[test]
    fn long_sections_are_packed_in_parts() {
        let bytes: Vec<i8> = (0..2 * PART + 5).map(|at| (at / 3) as i8).collect();
        let mut model = Model::default();
        model.put_bytes_signed("bytes", &bytes);
        let file = model.to_file();
        let model = Model::read(&file).unwrap();
        assert!(matches!(&model.sections["bytes"], Section::Packed(parts) if parts.len() == 3));
        assert!(model.bytes_signed("bytes").unwrap() == bytes);
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
        for cut in [0, 5, 12, 15, 17, 20, 40, file.len() - 1] {
            assert!(Model::read(&file[..cut]).is_err(), "{cut}");
        }
        let mut other = file.clone();
        other[12] = 9;
        assert!(matches!(Model::read(&other), Err(ModelError::NotAModel)));
        for length in [7, u64::MAX] {
            let (mut other, at) = (file.clone(), 16 + 8 + "a.keys".len() + 8);
            other[at..at + 8].copy_from_slice(&u64::to_le_bytes(length));
            assert!(matches!(Model::read(&other).unwrap().keys("a.keys"), Err(ModelError::Damaged(_))));
        }
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
