using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class StageWithoutNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_import_stage_campaign_id_import_id_phone_line",
                table: "import_stage");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_import_stage_campaign_id_import_id_phone_line",
                table: "import_stage",
                columns: new[] { "campaign_id", "import_id", "phone", "line" },
                filter: "phone IS NOT NULL");
        }
    }
}
