import SalesCurl
import SalesHTML
import SalesSQLite

/// Which libraries of the system this program runs on, and what they lack.
enum LibraryDiagnosis {
    static func findings(missing: [String] = CurlLibrary.missingFeatures) -> [Finding] {
        let curl = "libcurl \(CurlLibrary.version)"
        return [
            missing.isEmpty
                ? .fine("libraries", "\(curl), SQLite \(SQLiteLibrary.version), libxml2 \(HTMLLibrary.version)")
                : .failed(
                    "libraries",
                    "\(curl) lacks \(missing.joined(separator: ", ")). Install Debian 12's own: apt-get install libcurl4.",
                    .unexpected
                )
        ]
    }
}
