using System.Collections.Frozen;

namespace P2P.Sdk.Contacts;

/// <summary>What the Postal Service knows as a state: 50 of them, DC, five territories and military post.</summary>
/// <remarks>Source: USPS Publication 28, appendix B.</remarks>
internal static class UsStates
{
    private static readonly FrozenDictionary<string, string> ByName = """
        AL=Alabama, AK=Alaska, AZ=Arizona, AR=Arkansas, CA=California, CO=Colorado, CT=Connecticut, DE=Delaware,
        DC=District of Columbia, FL=Florida, GA=Georgia, HI=Hawaii, ID=Idaho, IL=Illinois, IN=Indiana, IA=Iowa, KS=Kansas,
        KY=Kentucky, LA=Louisiana, ME=Maine, MD=Maryland, MA=Massachusetts, MI=Michigan, MN=Minnesota, MS=Mississippi,
        MO=Missouri, MT=Montana, NE=Nebraska, NV=Nevada, NH=New Hampshire, NJ=New Jersey, NM=New Mexico, NY=New York,
        NC=North Carolina, ND=North Dakota, OH=Ohio, OK=Oklahoma, OR=Oregon, PA=Pennsylvania, RI=Rhode Island,
        SC=South Carolina, SD=South Dakota, TN=Tennessee, TX=Texas, UT=Utah, VT=Vermont, VA=Virginia, WA=Washington,
        WV=West Virginia, WI=Wisconsin, WY=Wyoming, AS=American Samoa, GU=Guam, MP=Northern Mariana Islands,
        PR=Puerto Rico, VI=Virgin Islands, AA=Armed Forces Americas, AE=Armed Forces Europe, AP=Armed Forces Pacific
        """
        .Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split('='))
        .SelectMany(pair => new[] { (Name: pair[0], Code: pair[0]), (Name: pair[1], Code: pair[0]) })
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Code, StringComparer.OrdinalIgnoreCase);

    /// <param name="name">An abbreviation or a name in any case, such as <c>il</c> or <c>Illinois</c>.</param>
    /// <returns>Two capitals; <see langword="null"/> if it is no state.</returns>
    public static string? Find(string name) => ByName.GetValueOrDefault(name);
}
