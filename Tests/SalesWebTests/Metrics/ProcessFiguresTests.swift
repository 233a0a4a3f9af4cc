import Foundation
import Testing

@testable import SalesWeb

@Suite("What the system says of the process")
struct ProcessFiguresTests {
    @Test("is read from the files of Linux, whatever the program is called")
    func parsed() {
        let rest = "S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 4 0 1000 5000000 300"
        let figures = ProcessFigures(
            status: "Name:\tx\nVmPeak:\t  999 kB\nVmSize:\t    2048 kB\nVmRSS:\t    1024 kB\n",
            stat: "4711 (a ) (b 1 2) \(rest)\n",
            limits: "Limit  Soft Limit  Hard Limit  Units\nMax open files            1024     524288     files\n",
            system: "cpu  1 2 3\nbtime 1772366400\nprocesses 5\n"
        )
        #expect(figures.residentBytes == 1_048_576 && figures.virtualBytes == 2_097_152)
        #expect(figures.processorSeconds == 3 && figures.start == 1_772_366_410)
        #expect(figures.mostFiles == 1_024 && figures.openFiles == nil)
    }

    @Test("is left out where it cannot be read", arguments: ["", ")", "1 (x) S 1", "\n\n", "VmRSS: kB\nbtime\n"])
    func unreadable(_ text: String) {
        let figures = ProcessFigures(status: text, stat: text, limits: text, system: text)
        #expect(figures.families.isEmpty)
    }

    @Test(
        "has the names of Prometheus' client libraries",
        .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/stat"), "this system has no /proc")
    )
    func current() {
        let families = ProcessFigures.current.families
        #expect(
            families.map(\.name) == [
                "process_cpu_seconds_total", "process_max_fds", "process_open_fds", "process_resident_memory_bytes",
                "process_start_time_seconds", "process_virtual_memory_bytes",
            ]
        )
        for family in families where family.name != "process_cpu_seconds_total" {
            guard case .number(let value) = family.series.first?.value else { continue }
            #expect(value > 0, "\(family.name)")
        }
    }
}
