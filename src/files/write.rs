//! Results into files, in the order in which the jobs came.

use std::collections::BTreeMap;
use std::io::{self, Write};

/// What became of a job: one line of JSON without its line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Document(Vec<u8>),
    Reject(Vec<u8>),
}

/// Writes lines in the order of their numbers, whatever the order in which they come.
///
/// It holds what came too early; so whoever gives out the numbers keeps the memory bounded, by not starting
/// job `n` before [`OrderedWriter::next`] is above `n` less the number of jobs allowed in flight.
#[derive(Debug)]
pub struct OrderedWriter<D, R> {
    documents: D,
    rejects: R,
    next: u64,
    early: BTreeMap<u64, Line>,
}

impl<D: Write, R: Write> OrderedWriter<D, R> {
    /// Writes from line 0 on.
    pub fn new(documents: D, rejects: R) -> Self {
        Self { documents, rejects, next: 0, early: BTreeMap::new() }
    }

    /// Returns the number of the line that is written next; all before it are written.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Takes line `number` and writes what can be written now.
    ///
    /// # Errors
    ///
    /// What the outputs say; then no later line is written either.
    ///
    /// # Panics
    ///
    /// Where a number comes twice.
    pub fn put(&mut self, number: u64, line: Line) -> io::Result<()> {
        let fresh = number >= self.next && self.early.insert(number, line).is_none();
        assert!(fresh, "line {number} came twice");
        while let Some(line) = self.early.remove(&self.next) {
            match line {
                Line::Document(json) => write_line(&mut self.documents, &json)?,
                Line::Reject(json) => write_line(&mut self.rejects, &json)?,
            }
            self.next += 1;
        }
        Ok(())
    }

    /// Flushes both outputs and returns them.
    ///
    /// # Errors
    ///
    /// What the outputs say.
    ///
    /// # Panics
    ///
    /// Where a line never came, though later ones did.
    pub fn finish(mut self) -> io::Result<(D, R)> {
        assert!(self.early.is_empty(), "line {} never came", self.next);
        self.documents.flush()?;
        self.rejects.flush()?;
        Ok((self.documents, self.rejects))
    }
}

fn write_line(output: &mut impl Write, json: &[u8]) -> io::Result<()> {
    output.write_all(json)?;
    output.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts lines in the order given, odd numbers as rejects, and compares the outputs.
    #[track_caller]
    fn check(order: &[u64], documents: &str, rejects: &str) {
        let mut writer = OrderedWriter::new(Vec::new(), Vec::new());
        for &number in order {
            let json = number.to_string().into_bytes();
            let line = if number % 2 == 0 { Line::Document(json) } else { Line::Reject(json) };
            writer.put(number, line).unwrap();
        }
        assert_eq!(writer.next(), order.len() as u64);
        let (d, r) = writer.finish().unwrap();
        assert_eq!(
            (String::from_utf8(d).unwrap().as_str(), String::from_utf8(r).unwrap().as_str()),
            (documents, rejects)
        );
    }

    #[test]
    fn lines_come_out_in_order() {
        check(&[], "", "");
        check(&[0, 1, 2, 3], "0\n2\n", "1\n3\n");
        check(&[3, 2, 0, 1, 4], "0\n2\n4\n", "1\n3\n");
    }

    #[test]
    #[should_panic(expected = "line 0 came twice")]
    fn a_number_that_comes_twice_is_a_bug() {
        check(&[0, 0], "", "");
    }
}
