namespace SampleContacts;

/// <summary>Where a contact of the sample lives.</summary>
internal sealed record Place(string AreaCode, string State, string StateName, string Zip, string Zone)
{
    /// <summary>Every state, and every time zone of the US with its exceptions: Arizona and the Navajo Nation, western
    /// Florida, Indiana and Kentucky, El Paso, eastern Oregon, Adak, Puerto Rico, the Virgin Islands, Guam.</summary>
    public static Place[] All { get; } = [.. """
        205 AL 35203 America/Chicago Alabama
        907 AK 99501 America/Anchorage Alaska
        907 AK 99546 America/Adak Alaska
        602 AZ 85004 America/Phoenix Arizona
        928 AZ 86503 America/Denver Arizona
        501 AR 72201 America/Chicago Arkansas
        213 CA 90012 America/Los_Angeles California
        415 CA 94110 America/Los_Angeles California
        510 CA 94607 America/Los_Angeles California
        559 CA 93721 America/Los_Angeles California
        303 CO 80202 America/Denver Colorado
        203 CT 06510 America/New_York Connecticut
        302 DE 19801 America/New_York Delaware
        202 DC 20009 America/New_York District of Columbia
        305 FL 33130 America/New_York Florida
        813 FL 33602 America/New_York Florida
        850 FL 32401 America/Chicago Florida
        404 GA 30312 America/New_York Georgia
        808 HI 96813 Pacific/Honolulu Hawaii
        208 ID 83702 America/Boise Idaho
        312 IL 60607 America/Chicago Illinois
        773 IL 60618 America/Chicago Illinois
        217 IL 62701 America/Chicago Illinois
        317 IN 46204 America/Indiana/Indianapolis Indiana
        219 IN 46402 America/Chicago Indiana
        515 IA 50309 America/Chicago Iowa
        785 KS 66603 America/Chicago Kansas
        502 KY 40202 America/Kentucky/Louisville Kentucky
        270 KY 42101 America/Chicago Kentucky
        504 LA 70117 America/Chicago Louisiana
        207 ME 04101 America/New_York Maine
        410 MD 21201 America/New_York Maryland
        617 MA 02118 America/New_York Massachusetts
        413 MA 01103 America/New_York Massachusetts
        313 MI 48226 America/Detroit Michigan
        906 MI 49855 America/Detroit Michigan
        612 MN 55401 America/Chicago Minnesota
        601 MS 39201 America/Chicago Mississippi
        314 MO 63103 America/Chicago Missouri
        816 MO 64108 America/Chicago Missouri
        406 MT 59601 America/Denver Montana
        402 NE 68102 America/Chicago Nebraska
        308 NE 69361 America/Denver Nebraska
        702 NV 89101 America/Los_Angeles Nevada
        603 NH 03101 America/New_York New Hampshire
        201 NJ 07302 America/New_York New Jersey
        973 NJ 07102 America/New_York New Jersey
        505 NM 87102 America/Denver New Mexico
        212 NY 10001 America/New_York New York
        718 NY 11201 America/New_York New York
        716 NY 14202 America/New_York New York
        919 NC 27601 America/New_York North Carolina
        701 ND 58102 America/Chicago North Dakota
        216 OH 44114 America/New_York Ohio
        614 OH 43215 America/New_York Ohio
        405 OK 73102 America/Chicago Oklahoma
        503 OR 97205 America/Los_Angeles Oregon
        541 OR 97914 America/Boise Oregon
        215 PA 19107 America/New_York Pennsylvania
        412 PA 15213 America/New_York Pennsylvania
        401 RI 02903 America/New_York Rhode Island
        803 SC 29201 America/New_York South Carolina
        605 SD 57104 America/Chicago South Dakota
        615 TN 37203 America/Chicago Tennessee
        423 TN 37402 America/New_York Tennessee
        214 TX 75201 America/Chicago Texas
        512 TX 78701 America/Chicago Texas
        713 TX 77002 America/Chicago Texas
        915 TX 79901 America/Denver Texas
        801 UT 84101 America/Denver Utah
        802 VT 05401 America/New_York Vermont
        804 VA 23220 America/New_York Virginia
        206 WA 98101 America/Los_Angeles Washington
        509 WA 99201 America/Los_Angeles Washington
        304 WV 25301 America/New_York West Virginia
        414 WI 53202 America/Chicago Wisconsin
        307 WY 82001 America/Denver Wyoming
        787 PR 00901 America/Puerto_Rico Puerto Rico
        939 PR 00730 America/Puerto_Rico Puerto Rico
        340 VI 00802 America/Puerto_Rico Virgin Islands
        671 GU 96910 Pacific/Guam Guam
        """.Split('\n').Select(Read)];

    private static Place Read(string line)
    {
        var words = line.Trim().Split(' ', 5);
        return new(words[0], words[1], words[4], words[2], words[3]);
    }
}
