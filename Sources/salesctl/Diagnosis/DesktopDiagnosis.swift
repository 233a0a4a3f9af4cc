import Foundation
import SalesNotify

/// Whether a notification could be shown on this desktop; none is.
enum DesktopDiagnosis {
    /// - Parameter line: what the channel is called.
    static func finding(
        _ line: String,
        program: String = DesktopNotifier.standardProgram,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Finding {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            return .failed(
                "channel",
                "\(line). There is no \(program); install it: apt-get install libnotify-bin",
                .notFound
            )
        }
        guard let bus = sessionBus(environment) else {
            return .failed(
                "channel",
                "\(line). There is no session bus here (DBUS_SESSION_BUS_ADDRESS is not set, and XDG_RUNTIME_DIR has no "
                    + "bus): a notification needs the desktop session of somebody who is logged in.",
                .noAnswer
            )
        }
        return .fine("channel", "\(line), by \(program) over \(bus)")
    }

    /// Where the session bus is (D-Bus Specification, "Well-known Message Bus Instances", and systemd's user bus).
    private static func sessionBus(_ environment: [String: String]) -> String? {
        if let address = environment["DBUS_SESSION_BUS_ADDRESS"], !address.isEmpty {
            let path = address.split(separator: ",").first.map(String.init) ?? ""
            guard path.hasPrefix("unix:path=") else { return address }
            return FileManager.default.fileExists(atPath: String(path.dropFirst("unix:path=".count))) ? address : nil
        }
        guard let folder = environment["XDG_RUNTIME_DIR"] else { return nil }
        return FileManager.default.fileExists(atPath: folder + "/bus") ? folder + "/bus" : nil
    }
}
