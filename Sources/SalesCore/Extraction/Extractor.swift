import SalesHTML

/// Reads the offer of a product page: the one path for the preview, the command line and the scheduler.
///
/// Pure and synchronous: the same bytes give the same answer, no clock, no network. Time and memory are bounded by
/// `HTMLLimits` of `SalesHTML` and the limits named in this folder.
public enum Extractor {
    /// Reads a page.
    ///
    /// Never throws: whatever cannot be read is a ``Reading/failed(reason:)`` that says why. The order of trust is that
    /// of ``Candidate/Source``; a page that was cut off, is nested too deeply or could not be decoded is never read as
    /// "no price".
    /// - Parameters:
    ///   - page: The page.
    ///   - evidence: How much of it is read. The answer is the same; only with ``Extraction/Evidence/all`` are all prices
    ///     of the page among its candidates.
    public static func read(_ page: PageContent, evidence: Extraction.Evidence = .all) -> Extraction {
        if page.selection != .page || !page.fields.isEmpty { return PinnedPage.read(page, evidence: evidence) }
        switch BodyKind(page.body) {
        case .empty: return failure("the body is empty")
        case .binary(let name): return failure("the body is a \(name) file, not a page")
        case .json: return JSONPage.read(page)
        case .html: break
        }
        do throws(HTMLError) {
            let charset = page.contentType.flatMap { EncodingDecision.charset(inContentType: $0) }
            let source = try HTMLSource(page.body, charset: charset)
            let reader = PageReader(page: page, source: source, outline: try HTMLOutline(source))
            return reader.extraction(evidence)
        } catch {
            return failure(error.description)
        }
    }

    static func failure(_ reason: String) -> Extraction {
        Extraction(reading: .failed(reason: reason), kind: .other)
    }
}
