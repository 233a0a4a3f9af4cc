import SalesHTML

/// What a page tells of itself that makes a price in its text worth believing, or not.
struct PageSetting: Sendable {
    /// Whether its data or tags say that it is about a product.
    var isProduct = false
    /// Whether they say that it is an article.
    var isArticle = false

    init(isProduct: Bool = false, isArticle: Bool = false) {
        self.isProduct = isProduct
        self.isArticle = isArticle
    }

    init(survey: PageSurvey, source: HTMLSource, hasProduct: Bool) {
        let type = survey.meta("og:type")?.lowercased() ?? ""
        isProduct = hasProduct || type.contains("product")
        // Many blogs' software says "article" of every page, shops' own included, so it counts only without a product.
        isArticle = !isProduct && (type == "article" || Self.namesArticle(survey, source))
    }

    private static func namesArticle(_ survey: PageSurvey, _ source: HTMLSource) -> Bool {
        survey.jsonLD.contains { range in
            let bytes = Array(source.bytes[range.prefix(longestData)])
            return types.contains { PhraseTable.contains(bytes, $0) }
        }
    }

    /// schema.org's names of articles, as JSON has them.
    private static let types = ["NewsArticle", "BlogPosting", "Article", "TechArticle", "LiveBlogPosting"].map {
        Array("\"\($0)\"".utf8)
    }
    /// The most of a script that is searched, in bytes.
    private static let longestData = 100_000
}
