package io.beanpod.cli.print;

import java.util.List;
import java.util.Map;

/**
 * Puts objects of whatever kind into words, by a template.
 *
 * @see TemplateFormat
 */
public interface TreePrinter {

  /**
   * One object that was asked for by its name.
   *
   * @throws io.beanpod.cli.Failure where the template does not fit it
   */
  String one(Map<String, Object> object);

  /**
   * Any number of objects, also none.
   *
   * @throws io.beanpod.cli.Failure where the template does not fit the list of them
   */
  String list(List<Map<String, Object>> objects);

  /**
   * Further objects, each by itself.
   *
   * @throws io.beanpod.cli.Failure where the template does not fit one of them
   */
  String each(List<Map<String, Object>> objects);
}
