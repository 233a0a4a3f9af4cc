/// Which ports a web page may be fetched from.
///
/// Allowed are 80, 443 and everything from 1024 on except the ports of services that would take an HTTP request for
/// commands or that nobody means to offer to strangers: the list of the Fetch standard ("bad ports") with the usual
/// databases, queues and control planes. Shops on odd ports exist; shops on the mail port do not.
enum WebPorts {
    /// Whether pages may be fetched from the port.
    static func allows(_ port: Int) -> Bool {
        if port == 80 || port == 443 { return true }
        return (1_024...65_535).contains(port) && !closed.contains(port)
    }

    /// Ports above 1023 that are not the web's.
    static let closed: Set<Int> = [
        1_433, 1_521, 1_719, 1_720, 1_723, 1_883, 2_049, 2_181, 2_375, 2_376, 2_377, 2_379, 2_380, 3_260, 3_306, 3_389,
        3_659, 4_045, 4_190, 5_060, 5_061, 5_432, 5_671, 5_672, 5_900, 5_984, 5_985, 5_986, 6_000, 6_379, 6_380,
        6_443, 6_566, 6_665, 6_666, 6_667, 6_668, 6_669, 6_679, 6_697, 7_000, 7_001, 8_086, 8_500, 9_042, 9_092, 9_100,
        9_200, 9_300, 10_080, 10_250, 10_255, 11_211, 15_672, 25_672, 26_379, 27_017, 27_018, 27_019, 28_017, 50_000,
    ]
}
