//! The XLSX template that a CFA fills by hand.

use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook, Worksheet, XlsxError};

use super::fields::{FIELDS, LearnerField};

/// Writes the import template: a sheet "apprenants" whose first line holds the columns, required
/// ones in colour, and a sheet "description" that explains each. There is no column for the social
/// security number.
///
/// # Errors
/// The writer's own error, when the workbook cannot be built.
pub fn template_xlsx() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let header = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin);
    let mandatory = header.clone().set_background_color(Color::RGB(0x00FF_E9A8));
    write_columns(workbook.add_worksheet(), &header, &mandatory)?;
    write_description(workbook.add_worksheet(), &header)?;
    workbook.save_to_buffer()
}

fn columns() -> impl Iterator<Item = (u16, &'static LearnerField)> {
    (0..).zip(FIELDS.iter().filter(|field| field.name != "nir_apprenant"))
}

fn write_columns(
    sheet: &mut Worksheet,
    header: &Format,
    mandatory: &Format,
) -> Result<(), XlsxError> {
    // Text keeps the zeros of codes and the dates as typed.
    let text = Format::new().set_num_format("@");
    sheet.set_name("apprenants")?.set_freeze_panes(1, 0)?;
    for (column, field) in columns() {
        let format = if field.required { mandatory } else { header };
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(column, 22)?;
        sheet.write_string_with_format(0, column, field.name, format)?;
    }
    Ok(())
}

fn write_description(sheet: &mut Worksheet, header: &Format) -> Result<(), XlsxError> {
    sheet.set_name("description")?.set_freeze_panes(1, 0)?;
    for (column, title) in (0..).zip(["Colonne", "Obligatoire", "Description", "Exemple"]) {
        sheet.write_string_with_format(0, column, title, header)?;
    }
    for (row, (_, field)) in (1..).zip(columns()) {
        sheet.write_string(row, 0, field.name)?;
        sheet.write_string(row, 1, if field.required { "oui" } else { "non" })?;
        sheet.write_string(row, 2, field.description)?;
        sheet.write_string(row, 3, field.example)?;
    }
    for (column, width) in (0..).zip([44, 12, 80, 22]) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}
