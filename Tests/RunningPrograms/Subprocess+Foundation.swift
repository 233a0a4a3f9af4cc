import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

extension FileHandle {
    /// Nothing to read, and nobody to write to; Foundation's `nullDevice` has no descriptor.
    static func nothing() throws -> FileHandle {
        guard let file = FileHandle(forUpdatingAtPath: "/dev/null") else { throw CocoaError(.fileReadUnknown) }
        return file
    }

    /// As swift-subprocess takes it.
    var descriptor: FileDescriptor { FileDescriptor(rawValue: fileDescriptor) }
}

extension Environment {
    /// These variables and no others.
    static func of(_ variables: [String: String]) -> Environment {
        let known = variables.compactMap { name, value in Key(rawValue: name).map { ($0, value) } }
        return .custom([Key: String](uniqueKeysWithValues: known))
    }
}

extension TerminationStatus {
    /// The code that it ended with, or the negative number of the signal that ended it.
    var number: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): -signal
        }
    }
}
