import Foundation
import Glibc

/// The two ends of a terminal that a test plays the screen of.
final class PseudoTerminal: Sendable {
    /// What a program writes to.
    let device: FileHandle
    private let screen: Int32

    /// Nothing could be opened, as the machine has no terminals to give.
    struct Unavailable: Error {}

    // Requests of Linux's devpts (ioctl_tty(2)); Swift does not import the macros, nor posix_openpt(3) and its kin.
    private static let unlock: UInt = 0x4004_5431  // TIOCSPTLCK
    private static let number: UInt = 0x8004_5430  // TIOCGPTN

    init() throws {
        screen = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK)
        guard screen >= 0 else { throw Unavailable() }
        var isLocked: Int32 = 0
        var number: UInt32 = 0
        guard ioctl(screen, Self.unlock, &isLocked) == 0, ioctl(screen, Self.number, &number) == 0,
            let device = FileHandle(forUpdatingAtPath: "/dev/pts/\(number)")
        else {
            close(screen)
            throw Unavailable()
        }
        self.device = device
    }

    deinit {
        close(screen)
    }

    /// What was written to the screen; it holds some thousand bytes.
    func text() -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while case let count = read(screen, &piece, piece.count), count > 0 { bytes += piece.prefix(count) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
