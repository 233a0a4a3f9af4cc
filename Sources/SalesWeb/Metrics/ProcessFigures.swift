import Foundation

/// What Linux says of the running process, under the names that Prometheus' client libraries have for it
/// (prometheus.io/docs/instrumenting/writing_clientlibs, “Process metrics”).
///
/// Pure, save ``current``. What the system does not say is nil.
struct ProcessFigures: Hashable, Sendable {
    /// The memory that is in use, in bytes.
    var residentBytes: Double?
    /// The addresses that are in use, in bytes.
    var virtualBytes: Double?
    /// How many files, sockets and the like are open.
    var openFiles: Double?
    /// How many may be open.
    var mostFiles: Double?
    /// The time that processors worked for it, in seconds.
    var processorSeconds: Double?
    /// When it began, in seconds since 1970.
    var start: Double?

    /// What files of `/proc` say.
    ///
    /// - Parameters:
    ///   - status: `/proc/self/status`.
    ///   - stat: `/proc/self/stat`.
    ///   - limits: `/proc/self/limits`.
    ///   - system: `/proc/stat`.
    init(status: String, stat: String, limits: String, system: String) {
        residentBytes = Self.number(after: "VmRSS:", in: status).map { $0 * 1_024 }
        virtualBytes = Self.number(after: "VmSize:", in: status).map { $0 * 1_024 }
        mostFiles = Self.number(after: "Max open files", in: limits)
        // The second field is the program's name in parentheses, and may hold anything: the fields from the third on.
        let fields = stat.lastIndex(of: ")").map { stat[stat.index(after: $0)...].split(separator: " ") } ?? []
        guard fields.count > Self.startField else { return }
        if let user = Double(fields[Self.userField]), let kernel = Double(fields[Self.userField + 1]) {
            processorSeconds = (user + kernel) / Self.ticks
        }
        if let boot = Self.number(after: "btime", in: system), let begin = Double(fields[Self.startField]) {
            start = boot + begin / Self.ticks
        }
    }

    /// What the system says now; nothing on systems that have no `/proc`.
    static var current: ProcessFigures {
        func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
        var figures = ProcessFigures(
            status: text("/proc/self/status"),
            stat: text("/proc/self/stat"),
            limits: text("/proc/self/limits"),
            system: text("/proc/stat")
        )
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            // The folder itself is open while it is read.
            figures.openFiles = Double(open.count - 1)
        }
        return figures
    }

    /// The metrics of what is known.
    var families: [MetricFamily] {
        let all: [MetricFamily?] = [
            family("cpu_seconds_total", "Total user and system CPU time spent in seconds.", .counter, processorSeconds),
            family("max_fds", "Maximum number of open file descriptors.", .gauge, mostFiles),
            family("open_fds", "Number of open file descriptors.", .gauge, openFiles),
            family("resident_memory_bytes", "Resident memory size in bytes.", .gauge, residentBytes),
            family("start_time_seconds", "Start time of the process since unix epoch in seconds.", .gauge, start),
            family("virtual_memory_bytes", "Virtual memory size in bytes.", .gauge, virtualBytes),
        ]
        return all.compactMap(\.self)
    }

    private func family(
        _ name: String,
        _ help: String,
        _ kind: MetricFamily.Kind,
        _ value: Double?
    ) -> MetricFamily? {
        guard let value else { return nil }
        let series = MetricFamily.Series(labels: [], value: .number(value))
        return MetricFamily(name: "process_\(name)", help: help, kind: kind, series: [series])
    }

    /// The first number in the line that begins with some words.
    private static func number(after words: String, in text: String) -> Double? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(words) }) else { return nil }
        return line.dropFirst(words.count).split { $0 == " " || $0 == "\t" }.lazy.compactMap { Double($0) }.first
    }

    /// The ticks of a second in which Linux tells times to programs: 100 on every machine that Swift runs on (proc(5)).
    private static let ticks = 100.0
    /// Behind the name: the ticks in the program, then those in the kernel for it.
    private static let userField = 11
    /// Behind the name: when it began, in ticks after the boot.
    private static let startField = 19
}
