import Foundation
import SalesCore

/// Reads a file or standard input line by line without holding it whole.
final class LineReader {
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var start = 0
    private var hasEnded = false
    /// What messages call the input.
    private let name: String
    /// The number of the line that is read, from 1.
    private var number = 0

    /// How much is read at once, in bytes.
    private static let chunk = 64 << 10
    /// A longer line ends the reading with an error.
    private static let longestLine = TransferRecord.maximumLineBytes

    /// A reader of a file, or of standard input where none is named.
    init(file: String?) throws(CommandFailure) {
        name = file ?? "standard input"
        guard let file else {
            handle = .standardInput
            return
        }
        let path = try InputFile.path(file)
        do {
            handle = try InputFile.open(path)
        } catch {
            throw CommandFailure(error.status, "There is no file \(file) that can be read: \(error.words).")
        }
    }

    /// The next line without its end; nil after the last.
    func next() throws(CommandFailure) -> String? {
        number += 1
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return String(decoding: buffer[start..<end], as: UTF8.self)
            }
            guard !hasEnded else {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return String(decoding: buffer[start...], as: UTF8.self)
            }
            guard buffer.count - start <= Self.longestLine else {
                throw CommandFailure(.badData, "\(name) line \(number) is longer than \(Self.longestLine) bytes.")
            }
            buffer.removeFirst(start)
            start = 0
            searched = buffer.count
            try fill()
        }
    }

    private func fill() throws(CommandFailure) {
        do {
            let data = try handle.read(upToCount: Self.chunk) ?? Data()
            hasEnded = data.isEmpty
            buffer += data
        } catch {
            throw CommandFailure(.notFound, "\(name) cannot be read. Is it a file, and may you read it?")
        }
    }
}
