import CLibpq

/// The controls of the campaign asan: a result that is cleared, which is right, and with the argument `leak` some that
/// are not, with `after` one that is cleared once more.
@main
struct Control {
    static func main() {
        if CommandLine.arguments.contains("leak") {
            for _ in 0..<3 { _ = PQmakeEmptyPGresult(nil, PGRES_TUPLES_OK) }
        }
        let result = PQmakeEmptyPGresult(nil, PGRES_TUPLES_OK)
        PQclear(result)
        if CommandLine.arguments.contains("after") { PQclear(result) }
    }
}
